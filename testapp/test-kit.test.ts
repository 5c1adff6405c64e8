import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTiauthProcess, type TiauthProcess } from "@tiauth/testing";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { startUserServer, succeeded } from "./harness/index.ts";

describe("A process of the test kit", () => {
  let tiauth: TiauthProcess;
  beforeAll(async () => {
    tiauth = await startTiauthProcess();
  });
  afterAll(() => tiauth.close());

  it("signs somebody up, hands out their mails and begins anew", async () => {
    const { client, signUp, signIn, nextMail, reset } = tiauth;
    const ann = await signUp("ann@example.com");
    const { sessionToken } = await signIn(ann);
    await succeeded(client.getSession({ sessionToken }));
    expect(await nextMail("ann@example.com")).toMatchObject({ subject: "Sign-in detected" });
    await reset();
    expect(await client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
    await signUp("ann@example.com");
  });

  it("runs beside another, takes settings and asks the application's own user server", async () => {
    const userServer = await startUserServer();
    try {
      const environment = { TIAUTH_SIGNUP_LIFETIME: "3h" };
      await using other = await startTiauthProcess({ userServerUrl: userServer.url, environment });
      const { signup } = await succeeded(other.client.createSignup({ emailAddress: "ann@example.com" }));
      expect(signup.expiresAt.getTime() - signup.createdAt.getTime()).toBe(3 * 3600 * 1000);
      const { session, emailAddress } = await other.signUp();
      expect(await userServer.users.getUser({ userId: session.userId })).toMatchObject({ user: { emailAddress } });
    } finally {
      await userServer.close();
    }
  });

  it("that cannot start says why", async () => {
    const start = startTiauthProcess({ environment: { TIAUTH_HOST: "0.0.0.0" }, log: () => {} });
    await expect(start).rejects.toThrow("TIAUTH_HOST must be a loopback address");
  });

  it("leaves no file and listens no more, neither after its block nor when it could not start", async () => {
    const directory = temporaryDirectory();
    vi.stubEnv("TMPDIR", directory);
    let url = "";
    {
      await using other = await startTiauthProcess();
      url = other.url;
      expect(readdirSync(directory)).toHaveLength(1);
    }
    await expect(startTiauthProcess({ environment: { NODE_ENV: "production" }, log: () => {} })).rejects.toThrow();
    expect(readdirSync(directory)).toEqual([]);
    await expect(fetch(new URL("/alive", url))).rejects.toThrow("fetch failed");
  });

  it.each(["process.exit()", "process.kill(process.pid)"])("ends with the process that started it: %s", async (end) => {
    const script = `
      import { startTiauthProcess } from "@tiauth/testing";
      const { url } = await startTiauthProcess();
      process.stdout.write(url, () => ${end});
      setInterval(() => {}, 1000);
    `;
    const env = { ...process.env, TMPDIR: temporaryDirectory() };
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { cwd: import.meta.dirname, env });
    const url = Buffer.concat(await child.stdout.toArray()).toString();
    await vi.waitFor(() => expect(fetch(new URL("/alive", url))).rejects.toThrow("fetch failed"), { timeout: 10_000 });
  });
});

function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), "tiauth-test-"));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}
