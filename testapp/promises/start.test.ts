import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { startChild } from "../harness/child-process.ts";
import { startTiauth } from "../harness/tiauth.ts";

const main = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));

const asUrl = (script: string) => `data:text/javascript,${encodeURIComponent(script)}`;

/** Writes down each module: those that are imported at once, those that are required when the process ends. */
function noting(file: string): string {
  const hook = `import { appendFileSync } from "node:fs";
    export async function load(url, context, next) {
      appendFileSync(${JSON.stringify(file)}, url + "\\n");
      return next(url, context);
    }`;
  return asUrl(`import { appendFileSync } from "node:fs";
    import { createRequire, register } from "node:module";
    register(${JSON.stringify(asUrl(hook))});
    const { cache } = createRequire("file:///");
    process.on("exit", () => appendFileSync(${JSON.stringify(file)}, Object.keys(cache).join("\\n")));`);
}

/** The files that a server loads until it listens and stops. */
async function modulesLoaded(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-modules-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "modules.txt");
  const tiauth = await startTiauth({
    userServerUrl: "http://127.0.0.1:9/invoke",
    smtpPort: 9,
    flags: ["--no-smtp-init"],
    env: { NODE_OPTIONS: `--import=${noting(file)}`, ...env },
  });
  expect(await tiauth.stop()).toBe(0);
  const paths = readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("file:") || line.startsWith("/"));
  return [...new Set(paths.map((path) => path.replace("file://", "")))];
}

/** What a server with SQLite, a backend for mails and a log for machines has no use for, as parts of paths. */
const unused = [
  "/nodemailer/",
  "/pino-pretty/",
  "/smtp-server/",
  "/postal-mime/",
  "/hash-wasm/",
  "/@node-rs/argon2/",
  "/@opentelemetry/sdk-",
  "/prom-client/lib/pushgateway",
  "/prom-client/lib/metrics/",
  "/undici/lib/web/",
  "/undici/lib/mock/",
  "/zod/v4/classic/",
  "/packages/user-server/",
  "/pg/",
  "/@redis/",
  "/packages/storage/dist/memory",
  "/packages/storage/dist/moving/",
  "/packages/storage/dist/postgres/",
  "/packages/storage/dist/redis/",
  "/apps/server/dist/calibration/",
  "/apps/server/dist/commands/check",
  "/apps/server/dist/dev/",
  "/apps/server/dist/enumeration/",
  "/apps/server/dist/mail/smtp",
];
const usesOf = (modules: readonly string[]) => unused.filter((part) => modules.some((path) => path.includes(part)));

test("Speed: a server loads nothing that it does not use, whatever it could be set to do", async () => {
  const modules = await modulesLoaded({ TIAUTH_SMTP_HOST: "" });
  expect(modules.some((path) => path.endsWith("/apps/server/dist/commands/serve.js"))).toBe(true);
  expect(modules.some((path) => path.includes("/better-sqlite3/"))).toBe(true);
  expect(usesOf(modules)).toEqual([]);
  // Each takes half a millisecond and 0.1 MB of an idle server.
  expect(modules.length).toBeLessThan(640);
});

test("Speed: what it is set to do it loads", async () => {
  const modules = await modulesLoaded({ TIAUTH_COMMAND_PORT: "0" });
  expect(usesOf(modules)).toEqual(["/nodemailer/", "/prom-client/lib/metrics/", "/apps/server/dist/mail/smtp"]);
});

test.each([1, 2])(
  "D4: %s worker(s), told to stop while they wait for their storage, end at once; each warning came once",
  async (workers) => {
    const directory = mkdtempSync(join(tmpdir(), "tiauth-waiting-"));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const child = startChild({
      args: [main, "serve"],
      cwd: directory,
      env: { TIAUTH_STORAGE_URL: "postgres://me:hunter2@nowhere.invalid/auth", TIAUTH_WORKERS: String(workers) },
    });
    onTestFinished(child.kill);
    const waiting = /tried again/;
    await vi.waitFor(() => expect(child.lines.output.join()).toMatch(waiting), { timeout: 20_000 });
    expect(await child.stop(5)).toBe(0);
    const output = child.lines.output.join("\n");
    expect(output.match(/is not encrypted/g)).toHaveLength(1);
    expect(output).toContain('"msg":"stopped"');
    expect(output).not.toContain("did not end in time");
    expect(output).not.toContain("hunter2");
  },
);
