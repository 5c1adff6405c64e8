import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clientContextHeader, signClientContext } from "@tiauth/protocol";
import { expect, onTestFinished, test } from "vitest";
import { accepted, openDev, password, readEvents, temporaryDirectory } from "../../testing/dev.ts";
import { freePort, startHttpServer } from "../../testing/http-server.ts";
import { rejection } from "../../testing/rejection.ts";
import { StartError } from "../start-error.ts";
import { startDev } from "./index.ts";

test("somebody signs up and in with nothing set but a port, with the code from the inbox over HTTP", async () => {
  const { client, get, url, port } = await openDev();
  expect(url).toBe(`http://127.0.0.1:${port}/`);
  const { signupToken } = accepted(await client.createSignup({ emailAddress: "ann@example.com" }));
  const mail = (await (await get("/inbox/mails/next?to=ann@example.com")).json()) as { readonly code: string };
  const emailAddressVerificationCode = mail.code;
  accepted(await client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
  accepted(await client.setSignupPassword({ signupToken, password }));
  accepted(await client.completeSignup({ signupToken }));

  const { signinToken } = accepted(await client.createSignin({ userEmailAddress: "ann@example.com" }));
  accepted(await client.verifySigninUserPassword({ signinToken, password }));
  const { sessionToken } = accepted(await client.completeSignin({ signinToken }));
  accepted(await client.getSession({ sessionToken }));
});

test("S1: its folder and every file in it are for their owner alone", async () => {
  const { directory, signUp } = await openDev();
  await signUp("ann@example.com");
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  const names = readdirSync(directory);
  expect(names).toEqual(expect.arrayContaining(["db.sqlite", "users.sqlite", ".gitignore"]));
  for (const name of names) expect(statSync(join(directory, name)).mode & 0o777, name).toBe(0o600);
});

test("what was kept is there when it is started again; nothing is if it was in memory", async () => {
  const first = await openDev();
  const { sessionToken } = await first.signUp("ann@example.com");
  await first.close();
  const second = await openDev({ directory: first.directory });
  accepted(await second.client.getSession({ sessionToken }));

  const inMemory = await openDev({ directory: ":memory:" });
  accepted(await inMemory.client.createSignup({ emailAddress: "ann@example.com" }));
});

test("reset over HTTP clears storage, users, inbox and inspector", async () => {
  const { client, get, signUp, inbox, invocations } = await openDev();
  const { sessionToken } = await signUp("ann@example.com");
  const response = await get("/reset", { method: "POST" });
  expect(await response.json()).toEqual({ success: true, message: "Storage cleared" });
  expect(inbox.mails()).toEqual([]);
  expect(invocations.all()).toEqual([]);
  expect(await client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
  await signUp("ann@example.com");
});

test("actions can be switched off, and a backend can sign for whom it asks, as with the real server", async () => {
  const secret = "shared with the backend";
  const environment = { TIAUTH_USER_SERVER_SECRET: secret, TIAUTH_BLOCKED_ACTIONS: "create_signup" };
  const { get } = await openDev({ environment });
  const post = async (body: string, headers: Record<string, string> = {}) =>
    (await get("/", { method: "POST", body, headers })).json();
  expect(await post('{"action":"create_signup","arguments":{}}')).toMatchObject({
    error: { code: "action_not_allowed" },
  });
  const body = '{"action":"get_capabilities","arguments":{}}';
  const signed = { [clientContextHeader]: await signClientContext({}, { body, secret }) };
  expect(await post(body, signed)).toMatchObject({ ok: true });
  expect(await post(`${body} `, signed)).toMatchObject({ error: { code: "invalid_client_context" } });
});

test("a user of the embedded store can be disabled, and enabled again", async () => {
  const { client, signUp, users } = await openDev();
  const { sessionToken, session } = await signUp("ann@example.com");
  expect(users?.disable(session.userId)).toBe(true);
  expect(await client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
  expect(users?.enable(session.userId)).toBe(true);
  accepted(await client.createSignin({ userEmailAddress: "ann@example.com" }));
});

test("limits are relaxed, unless a setting says otherwise", async () => {
  const many = async (environment: Record<string, string>) => {
    const { client } = await openDev({ environment, directory: ":memory:" });
    for (let i = 0; i < 12; i += 1) {
      const result = await client.createSignup({ emailAddress: "ann@example.com" });
      if (!result.ok) return result.errorCode;
    }
    return "ok";
  };
  expect(await many({})).toBe("ok");
  expect(await many({ TIAUTH_LIMIT_SEND_EMAIL: "5/30m" })).toBe("rate_limited");
});

test("an application's own user server is asked instead of the embedded users", async () => {
  const answer = { ok: false, action_invocation_id: "x", error_code: "user_not_found" };
  const { origin, requests } = await startHttpServer((response) => response.end(JSON.stringify(answer)));
  const { client, users, directory, invocations } = await openDev({ userServerUrl: `${origin}/invoke` });
  accepted(await client.createSignup({ emailAddress: "ann@example.com" }));
  expect(requests.map(({ url }) => url)).toEqual(["/invoke"]);
  expect(users).toBeUndefined();
  expect(readdirSync(directory)).not.toContain("users.sqlite");
  expect(invocations.all()[0]?.userServerCalls).toMatchObject([
    { action: "get_user_by_email_address", outcome: "user_not_found" },
  ]);
});

test("the clock can be another one", async () => {
  let now = new Date();
  const { client, signUp } = await openDev({ ports: { now: () => now } });
  const { sessionToken } = await signUp("ann@example.com");
  now = new Date(now.getTime() + 31 * 24 * 3600 * 1000);
  expect(await client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
});

test("after close nothing listens, and whoever followed or waited has been told", async () => {
  const { get, close, url, smtpPort, inbox } = await openDev();
  const events = readEvents(await get("/inbox/events"), () => false);
  const waiting = get("/inbox/mails/next?to=nobody@example.com&timeout=60");
  await readEvents(await get("/inspector/events"), ({ name }) => name === "snapshot");
  const next = inbox.next({ timeoutSeconds: 60 });
  await close();
  expect((await events).map(({ name }) => name)).toEqual(["snapshot"]);
  expect((await waiting).status).toBe(404);
  expect(await next).toBeUndefined();
  for (const target of [url, `http://127.0.0.1:${smtpPort}/`])
    expect((await rejection(fetch(target))).cause).toMatchObject({ code: "ECONNREFUSED" });
});

test("a port that was asked for and is taken is said, and nothing stays open", async () => {
  const { port } = await openDev();
  const directory = temporaryDirectory();
  const error = await rejection(startDev({ port, directory }));
  expect(error).toBeInstanceOf(StartError);
  expect(error.message).toMatch(/another process listens there/);
  const other = await startDev({ port: await freePort(), directory });
  onTestFinished(() => other.close());
});

test.each([
  [{ NODE_ENV: "production" }, "  NODE_ENV must not be production"],
  [{ TIAUTH_HOST: "0.0.0.0" }, "  TIAUTH_HOST must be a loopback address"],
  [{ TIAUTH_PASSWORD_MIN_LENGTH: "x" }, "  TIAUTH_PASSWORD_MIN_LENGTH must be"],
])("mistaken settings are said by name, and nothing is opened: %j", async (environment, said) => {
  const directory = temporaryDirectory();
  const error = await rejection(startDev({ port: 0, directory, environment }));
  expect(error).toBeInstanceOf(StartError);
  expect(error.message).toContain(said);
  expect(() => statSync(directory)).toThrow("ENOENT");
});

test("a folder that cannot be made, or a file that is no database, is said, and the way out", async () => {
  const directory = temporaryDirectory();
  mkdirSync(directory);
  const file = join(directory, "users.sqlite");
  writeFileSync(file, "this is no database, but long enough to be looked at");
  const messageFor = async (path: string) => (await rejection(startDev({ port: 0, directory: path }))).message;
  expect(await messageFor(directory)).toMatch(/users\.sqlite: the users cannot be opened .*Remove the file/);
  expect(await messageFor(`${file}/.tiauth`)).toMatch(/cannot be written to \(ENOTDIR\)/);
  rmSync(file);
  writeFileSync(join(directory, "db.sqlite"), "this is no database, but long enough to be looked at");
  expect(await messageFor(directory)).toContain("db.sqlite");
});
