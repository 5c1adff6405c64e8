import { expect, test } from "vitest";
import { startTiauth, succeeded } from "./index.ts";
import { open } from "./testing/open.ts";
import { openUserServer } from "./testing/user-server.ts";

const hour = 3600;
const day = 24 * hour;
const ended = { ok: false, errorCode: "invalid_session_token" };

test("somebody is signed up in one call, and signs in with what they were given", async () => {
  const { client, signUp, signIn } = await open();
  const ann = await signUp("ann@example.com");
  expect(ann.emailAddress).toBe("ann@example.com");
  expect(await client.getSession({ sessionToken: ann.sessionToken })).toMatchObject({ session: ann.session });

  const again = await signIn(ann);
  expect(again).toMatchObject({ emailAddress: ann.emailAddress, password: ann.password });
  expect(again.session).toMatchObject({ userId: ann.session.userId });
  expect(again.sessionToken).not.toBe(ann.sessionToken);
  expect(await client.getSession({ sessionToken: again.sessionToken })).toMatchObject({ session: again.session });
});

test("without an address everybody gets one of their own", async () => {
  const { signUp } = await open();
  const [one, other] = [await signUp(), await signUp()];
  expect(one.emailAddress).not.toBe(other.emailAddress);
  expect(one.session.userId).not.toBe(other.session.userId);
});

test("what is refused is thrown, with its code", async () => {
  const { signUp, signIn } = await open();
  const ann = await signUp();
  await expect(signUp(ann.emailAddress)).rejects.toThrow("email_address_already_used");
  await expect(signIn({ ...ann, password: "another password" })).rejects.toThrow("incorrect_password");
});

test("somebody is signed up at an address for which a code was mailed before and not read", async () => {
  const { client, signUp } = await open();
  await succeeded(client.createSignup({ emailAddress: "ann@example.com" }));
  await signUp("ann@example.com");
});

test("sessions end when the clock is put on, and a clock that was set goes on from there", async () => {
  const { client, clock, signUp } = await open();
  const { sessionToken } = await signUp();
  clock.advance(hour);
  await succeeded(client.getSession({ sessionToken }));
  clock.advance(31 * day);
  expect(await client.getSession({ sessionToken })).toMatchObject(ended);

  clock.set(new Date("2040-02-29T12:00:00Z"));
  const { session } = await signUp();
  expect(session.createdAt.toISOString()).toMatch(/^2040-02-29T12:0/);
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(session.createdAt.getTime());
  expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
});

test("a user is disabled and enabled; who is not there cannot be", async () => {
  const { client, users, signUp, signIn } = await open();
  const ann = await signUp();
  users.disable(ann.session.userId);
  expect(await client.getSession({ sessionToken: ann.sessionToken })).toMatchObject(ended);
  await expect(signIn(ann)).rejects.toThrow("user_disabled");
  expect(() => users.disable(ann.session.userId)).toThrow("disabled already");
  users.enable(ann.session.userId);
  await signIn(ann);
  expect(() => users.enable("nobody")).toThrow("nobody is no user");
});

test("reset leaves no user, session or mail, and puts the clock right", async () => {
  const { client, clock, reset, signUp, nextMail } = await open();
  const { sessionToken, emailAddress } = await signUp();
  await succeeded(client.createUserPasswordReset({ userEmailAddress: emailAddress }));
  clock.advance(400 * day);
  await reset();
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(hour * 1000);
  expect(await client.getSession({ sessionToken })).toMatchObject(ended);
  await expect(nextMail(emailAddress, { timeoutSeconds: 0 })).rejects.toThrow("the newest first: none");
  await signUp(emailAddress);
});

test("the application's own user server is asked, and its users are not ours to disable", async () => {
  const { url: userServerUrl, store } = await openUserServer();
  const { signUp, users } = await open({ userServerUrl });
  const { session, emailAddress } = await signUp();
  expect(store.users.get(session.userId)).toMatchObject({ emailAddress });
  expect(() => users.disable(session.userId)).toThrow("behind your user server");
});

test("settings are taken from the options, and only from there", async () => {
  const before = process.env.TIAUTH_PASSWORD_MIN_LENGTH;
  process.env.TIAUTH_PASSWORD_MIN_LENGTH = "60";
  try {
    await (await open()).signUp();
  } finally {
    if (before === undefined) delete process.env.TIAUTH_PASSWORD_MIN_LENGTH;
    else process.env.TIAUTH_PASSWORD_MIN_LENGTH = before;
  }
  const { signUp } = await open({ environment: { TIAUTH_PASSWORD_MIN_LENGTH: "60" } });
  await expect(signUp()).rejects.toThrow("invalid_password_length");
  await expect(startTiauth({ environment: { TIAUTH_PASSWORD_MIN_LENGTH: "x" } })).rejects.toThrow("must be");
});

test("several run beside each other, and know nothing of each other", async () => {
  const [one, other] = await Promise.all([open(), open()]);
  const { sessionToken } = await one.signUp("ann@example.com");
  expect(await other.client.getSession({ sessionToken })).toMatchObject(ended);
  await other.signUp("ann@example.com");
});

test("it is closed at the end of its block, and nothing listens any more", async () => {
  let url = "";
  {
    await using tiauth = await startTiauth();
    url = tiauth.url;
    expect((await fetch(new URL("/alive", url))).status).toBe(200);
  }
  await expect(fetch(new URL("/alive", url))).rejects.toThrow("fetch failed");
});
