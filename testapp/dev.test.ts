import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@tiauth/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Child, startChild } from "./harness/child-process.ts";
import { type LogLine, succeeded } from "./harness/index.ts";

const main = fileURLToPath(new URL("../apps/server/dist/main.js", import.meta.url));
const startSeconds = 15;
const stopSeconds = 12;

/** The built `tiauth dev` in an empty folder, both gone when the test ends. */
function runDev(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), "tiauth-dev-"));
  const child = startChild({ args: [main, "dev", ...args], cwd, env: { PATH: process.env.PATH, ...env } });
  onTestFinished(async () => {
    await child.kill();
    rmSync(cwd, { recursive: true });
  });
  return { child, cwd };
}

async function listening(child: Child) {
  const line = await findLine(child, "listening");
  return { url: String(line.url), port: Number(line.port), smtpPort: Number(line.smtp_port) };
}

const findLine = ({ lines }: Child, msg: string): Promise<LogLine> =>
  lines.find({ matches: (line) => line.msg === msg, description: msg, deadlineSeconds: startSeconds });

/** As Ctrl-C does. */
function interrupt({ pid }: Child): void {
  if (pid === undefined) throw new TypeError("It was not started.");
  process.kill(pid, "SIGINT");
}

/** Whether a port can be listened on, which it cannot while somebody else does. */
const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });

describe("tiauth dev", () => {
  it("needs nothing set, prints the code, and is told to stop with SIGTERM: nothing listens then", async () => {
    const { child, cwd } = runDev(["--port", "0"]);
    const { url, port, smtpPort } = await listening(child);
    const client = createClient(url);
    const { signupToken } = await succeeded(client.createSignup({ emailAddress: "ann@example.com" }));
    const { code, to } = await findLine(child, "mail");
    expect(to).toEqual(["ann@example.com"]);
    const emailAddressVerificationCode = String(code);
    await succeeded(client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
    expect(existsSync(join(cwd, ".tiauth/db.sqlite"))).toBe(true);

    expect(await child.stop(stopSeconds)).toBe(0);
    expect([await isFree(port), await isFree(smtpPort)]).toEqual([true, true]);
  });

  it("ends at Ctrl-C although pages are open and somebody waits for a mail", async () => {
    const { child } = runDev(["--port", "0"]);
    const { url, port } = await listening(child);
    const page = await fetch(new URL("/inbox/events", url));
    const waiting = fetch(new URL("/inbox/mails/next?timeout=60", url));
    // A request that was answered shows that those before it have arrived.
    await fetch(new URL("/inbox/mails", url));
    interrupt(child);
    expect(await child.ended).toBe(0);
    expect(await page.text()).toContain("event: snapshot");
    expect((await waiting).status).toBe(404);
    expect(await isFree(port)).toBe(true);
  });

  it("begins anew over HTTP, keeps what it has otherwise", async () => {
    const { child } = runDev(["--port", "0"]);
    const { url } = await listening(child);
    const client = createClient(url);
    const { signupToken } = await succeeded(client.createSignup({ emailAddress: "ann@example.com" }));
    await succeeded(client.getSignup({ signupToken }));
    expect((await fetch(new URL("/reset", url), { method: "POST" })).status).toBe(200);
    expect(await client.getSignup({ signupToken })).toMatchObject({ errorCode: "invalid_signup_token" });
    expect(await (await fetch(new URL("/inbox/mails", url))).json()).toEqual({ mails: [] });
  });

  it("takes the next free port if nobody asked for one", async () => {
    const [one, other] = [runDev([]), runDev([])];
    const ports = [await listening(one.child), await listening(other.child)].map(({ port }) => port);
    expect(new Set(ports).size).toBe(2);
    expect(ports.every((port) => port >= 3777)).toBe(true);
    expect([...one.child.lines.output, ...other.child.lines.output].join("\n")).toContain("port 3777 is taken");
  });

  it.each([
    [[], { NODE_ENV: "production" }, "NODE_ENV must not be production"],
    [[], { TIAUTH_HOST: "0.0.0.0" }, "TIAUTH_HOST must be a loopback address"],
    [["--port", "many"], {}, "--port must be a whole number"],
    [["--user-server", "nowhere"], {}, "--user-server must be"],
  ])("refuses to start with %j and %j, exit code 2", async (args, env, said) => {
    const { child, cwd } = runDev(args, env);
    expect(await child.ended).toBe(2);
    expect(child.lines.output.join("\n")).toContain(said);
    expect(existsSync(join(cwd, ".tiauth"))).toBe(false);
  });
});
