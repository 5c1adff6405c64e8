import { expect, test } from "vitest";
import { accepted, openDev, password, readEvents } from "../../../testing/dev.ts";
import { startHttpServer } from "../../../testing/http-server.ts";

test("an invocation is shown with outcome, user server calls and the id that its caller has", async () => {
  const { client, get, signUp } = await openDev({ directory: ":memory:" });
  await signUp("ann@example.com");
  const { actionInvocationId } = await client.createSignin({ userEmailAddress: "bob@example.com" });
  const { invocations } = (await (await get("/inspector/invocations")).json()) as { invocations: object[] };
  expect(invocations.map((invocation) => "action" in invocation && invocation.action)).toEqual([
    "create_signin",
    "complete_signup",
    "set_signup_password",
    "verify_signup_email_address_verification_code",
    "create_signup",
  ]);
  expect(invocations[0]).toEqual({
    id: 5,
    at: expect.any(String),
    action: "create_signin",
    arguments: [{ name: "user_email_address", value: "bob@example.com" }],
    status: 200,
    outcome: "user_not_found",
    actionInvocationId,
    durationMilliseconds: expect.any(Number),
    userServerCalls: [
      { action: "get_user_by_email_address", outcome: "user_not_found", durationMilliseconds: expect.any(Number) },
    ],
  });
});

const secretPart = (token: string) => token.slice(token.indexOf(".") + 1);

test("S1: of everything that the inspector tells nothing is a secret", async () => {
  const { client, get, signUp, invocations } = await openDev({ directory: ":memory:" });
  const following = readEvents(await get("/inspector/events"), ({ data }) => data?.action === "delete_signin");
  const { signupToken, sessionToken, code } = await signUp("ann@example.com");
  const { inbox } = await resetPassword("ann@example.com");
  const { signinToken } = accepted(await client.createSignin({ userEmailAddress: "ann@example.com" }));
  await client.verifySigninUserPassword({ signinToken, password: "a wrong password" });
  await client.getSession({ sessionToken: `${sessionToken}x` });
  for (const body of [password, `{"action":"${password}","arguments":{"a":"${code}"}}`, `{"action":"get_session"}`])
    await get("/", { method: "POST", body });
  const surplus = { action: "get_session", arguments: { session_token: sessionToken, [password]: code } };
  await get("/", { method: "POST", body: JSON.stringify(surplus) });
  await client.deleteSignin({ signinToken });

  const told = JSON.stringify([await following, await (await get("/inspector/invocations")).text(), invocations.all()]);
  const secrets = [signupToken, sessionToken, signinToken].map(secretPart);
  for (const secret of [...secrets, code, ...inbox, password, "a wrong password", "another password"])
    expect(told).not.toContain(secret);
  expect(told).toContain(`${signupToken.split(".")[0]}.••••••••`);

  /** Resolves with the secrets of the reset. */
  async function resetPassword(userEmailAddress: string) {
    const { userPasswordResetToken } = accepted(await client.createUserPasswordReset({ userEmailAddress }));
    const mail = (await (await get("/inbox/mails/latest")).json()) as { readonly code: string };
    const token = { userPasswordResetToken };
    accepted(await client.verifyUserPasswordResetTemporaryPassword({ ...token, temporaryPassword: mail.code }));
    accepted(await client.setUserPasswordResetNewPassword({ ...token, password: "another password" }));
    const completed = accepted(await client.completeUserPasswordReset(token));
    return { inbox: [mail.code, secretPart(userPasswordResetToken), secretPart(completed.sessionToken)] };
  }
});

test("what never became an invocation is shown with what is wrong about it", async () => {
  const { get, invocations } = await openDev({ directory: ":memory:" });
  for (const body of ["{", '{"action":"x","arguments":{}}', '{"action":"get_session","arguments":{}}'])
    await get("/", { method: "POST", body });
  expect(invocations.all()).toMatchObject([
    { action: undefined, status: 400, outcome: "invalid_json" },
    { action: undefined, status: 400, outcome: "unknown_action" },
    {
      action: "get_session",
      status: 400,
      outcome: "invalid_arguments",
      message: expect.stringContaining("session_token"),
    },
  ]);
});

test("a user server that breaks is shown as failed, and logged", async () => {
  const { origin } = await startHttpServer((response) => response.writeHead(500).end());
  const { client, invocations, logs } = await openDev({ directory: ":memory:", userServerUrl: origin });
  await client.createSignup({ emailAddress: "ann@example.com" });
  expect(invocations.all()).toMatchObject([
    { outcome: "internal_error", userServerCalls: [{ action: "get_user_by_email_address", outcome: "failed" }] },
  ]);
  expect(logs.map((line) => JSON.parse(line))).toMatchObject([{ level: "error", action: "create_signup" }]);
});

test("who calls at the same time is told apart", async () => {
  const { client, invocations } = await openDev({ directory: ":memory:" });
  const addresses = Array.from({ length: 10 }, (_, index) => `nobody${index}@example.com`);
  await Promise.all(addresses.map((userEmailAddress) => client.createSignin({ userEmailAddress })));
  expect(invocations.all()).toHaveLength(10);
  for (const { userServerCalls } of invocations.all()) expect(userServerCalls).toHaveLength(1);
});

test("the invocations can be cleared", async () => {
  const { client, get } = await openDev({ directory: ":memory:" });
  await client.getSession({ sessionToken: "x" });
  expect((await get("/inspector/invocations", { method: "DELETE" })).status).toBe(204);
  expect(await (await get("/inspector/invocations")).json()).toEqual({ invocations: [] });
});
