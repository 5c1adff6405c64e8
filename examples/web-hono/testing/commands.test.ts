import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const built = (name: string) => fileURLToPath(new URL(`../dist/${name}`, import.meta.url));

/** Starts a built command in a folder of its own. */
function start(name: string, env: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), "web-hono-"));
  const child = spawn(process.execPath, [built(name)], { cwd, env: { PATH: process.env.PATH, ...env } });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(cwd, { recursive: true, force: true });
  });
  return child;
}

/** One that nobody listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address && typeof address === "object") return address.port;
  throw new Error("It listens on TCP.");
}

it("one command starts the application and its auth server, and SIGTERM ends both", async () => {
  const port = await freePort();
  const child = start("dev.js", { PORT: String(port) });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  expect(line).toBe(`Pinboard: http://127.0.0.1:${port}`);

  const url = `http://127.0.0.1:${port}/sign-up`;
  const body = new URLSearchParams({ email_address: "ann@example.com" });
  const answer = await fetch(url, {
    method: "POST",
    body,
    headers: { Origin: new URL(url).origin },
    redirect: "manual",
  });
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/sign-up/code"]);

  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});

it("in production it says which settings are missing", async () => {
  const child = start("main.js", { SHARED_SECRET: "shared with the auth server" });
  const errors = (await child.stderr.toArray()).join("");
  expect(errors).toContain("Not set in the environment: AUTH_SERVER_URL, COOKIE_SECRETS");
});
