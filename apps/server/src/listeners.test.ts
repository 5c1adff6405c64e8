import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../testing/http-server.ts";
import { compose } from "./compose.ts";
import { openListeners } from "./listeners.ts";
import { createLogs } from "./logs/logs.ts";
import { readSettings } from "./settings/read.ts";

/** The whole server in this process, without a user server behind it. */
async function start(environment: Record<string, string>) {
  const backendPort = String(await freePort());
  const read = readSettings({
    flags: [],
    envFile: {},
    environment: { TIAUTH_PORT: "0", TIAUTH_STORAGE_URL: "memory:", TIAUTH_PRIVATE_PORT: backendPort, ...environment },
  });
  if ("mistakes" in read) throw new Error(JSON.stringify(read.mistakes));
  const { settings } = read;
  const lines: string[] = [];
  const logs = createLogs({ level: "info", destination: { write: (line) => void lines.push(line) } });
  const parts = await compose(settings, { logs, isSmtpKeptAlive: true });
  const onError = (error: unknown) => logs.failure("request", error);
  const listeners = await openListeners(parts, { settings, isResetEnabled: false, onError });
  onTestFinished(async () => {
    await listeners.close(0);
    await parts.userServer.close();
  });
  const invoke = (action: string, args: object, headers = {}) =>
    fetch(`http://127.0.0.1:${listeners.publicPort}`, {
      method: "POST",
      body: JSON.stringify({ action, arguments: args }),
      headers,
    });
  return { parts, listeners, invoke, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test("C2: a user server that is down is one line at error level with the invocation, and /ready says so", async () => {
  const { invoke, listeners, entries } = await start({});
  const response = await invoke("create_signup", { email_address: "ann@example.com" });
  const { error_code, action_invocation_id } = (await response.json()) as Record<string, unknown>;
  expect(error_code).toBe("internal_error");
  const errors = entries().filter(({ level }) => level === "error");
  expect(errors).toEqual([expect.objectContaining({ action: "create_signup", action_invocation_id })]);

  const ready = await fetch(`http://127.0.0.1:${listeners.publicPort}/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toEqual({ status: "not_ready", missing: ["user_server"] });
});

test("C2: what a caller can cause is never at error level, and a decision is audited with their address", async () => {
  const { invoke, entries, listeners } = await start({ TIAUTH_TRUSTED_PROXIES: "127.0.0.1" });
  for (const body of ["", "{", "[]", '{"action":"x","arguments":{}}', "x".repeat(20_000)])
    await fetch(`http://127.0.0.1:${listeners.publicPort}`, { method: "POST", body });
  await invoke("create_signin", { user_email_address: "no address" }, { "x-forwarded-for": "198.51.100.7" });
  expect(entries()).toEqual([
    expect.objectContaining({
      level: "info",
      msg: "audit",
      action: "create_signin",
      result: "invalid_email_address",
      client_address: "198.51.100.7",
    }),
  ]);
});

test("L4: the address limits count per client address, with Retry-After", async () => {
  const { invoke } = await start({ TIAUTH_LIMIT_ADDRESS_SIGNIN: "2/1h", TIAUTH_TRUSTED_PROXIES: "127.0.0.1/32" });
  const statusFor = async (address: string) => {
    const args = { user_email_address: "no address" };
    const response = await invoke("create_signin", args, { "x-forwarded-for": `192.0.2.99, ${address}` });
    return [response.status, Number(response.headers.get("retry-after")) > 0];
  };
  expect(await statusFor("198.51.100.7")).toEqual([200, false]);
  expect(await statusFor("198.51.100.7")).toEqual([200, false]);
  expect(await statusFor("198.51.100.7")).toEqual([429, true]);
  expect(await statusFor("198.51.100.8")).toEqual([200, false]);
});

test("the private listener is off unless it has a port, and clears the storage, that of the limits too", async () => {
  expect((await start({})).listeners.commandPort).toBeUndefined();

  const { parts, listeners } = await start({
    TIAUTH_COMMAND_PORT: "0",
    TIAUTH_RATE_LIMIT_STORAGE_URL: "sqlite::memory:",
  });
  expect(parts.storages).toHaveLength(2);
  for (const storage of parts.storages)
    await storage.add("key", { value: new Uint8Array(1), expiresAt: new Date(Date.now() + 1000) });
  const response = await fetch(`http://127.0.0.1:${listeners.commandPort}/command`, {
    method: "POST",
    body: '{"command":"reset"}',
  });
  expect(await response.json()).toEqual({ success: true, message: "Storage cleared" });
  for (const storage of parts.storages) expect(await storage.get("key")).toBeUndefined();
});

test("a port that is taken is said by the names of its settings", async () => {
  const { listeners } = await start({});
  await expect(start({ TIAUTH_PORT: String(listeners.publicPort) })).rejects.toThrow(
    /TIAUTH_PORT.*another process listens there/,
  );
});
