import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { createClient, type Send, TransportError } from "./index.ts";

const answering =
  (body: unknown): Send =>
  async () =>
    JSON.stringify(body);
const unanswered: Send = () => new Promise(() => {});
const rejectionOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

test("a method sends the action and its arguments by their names on the wire", async () => {
  const bodies: unknown[] = [];
  const client = createClient(async (body) => {
    bodies.push(JSON.parse(body));
    return '{"ok":true,"action_invocation_id":"i","values":{}}';
  });
  await client.verifySignupEmailAddressVerificationCode({ signupToken: "t", emailAddressVerificationCode: "ABCD2345" });
  expect(bodies).toEqual([
    {
      action: "verify_signup_email_address_verification_code",
      arguments: { signup_token: "t", email_address_verification_code: "ABCD2345" },
    },
  ]);
});

test("values stand on the result, in camelCase, times as dates", async () => {
  const session = { id: "s", user_id: "u", created_at: 1_700_000_000, expires_at: 1_700_000_600 };
  const values = { session, session_token: "s.secret" };
  const client = createClient(answering({ ok: true, action_invocation_id: "i", values }));
  expect(await client.completeSignin({ signinToken: "t" })).toEqual({
    ok: true,
    actionInvocationId: "i",
    session: { id: "s", userId: "u", createdAt: new Date(1_700_000_000_000), expiresAt: new Date(1_700_000_600_000) },
    sessionToken: "s.secret",
  });
});

test("a session without an absolute expiry has null for it", async () => {
  const values = { session: { id: "s", user_id: "u", created_at: 1, expires_at: null } };
  const client = createClient(answering({ ok: true, action_invocation_id: "i", values }));
  const result = await client.getSession({ sessionToken: "t" });
  expect(result.ok && result.session.expiresAt).toBeNull();
});

test("a refusal is a result with its code, never an exception", async () => {
  const client = createClient(answering({ ok: false, action_invocation_id: "i", error_code: "rate_limited" }));
  const result = await client.createSignup({ emailAddress: "alice@example.com" });
  expect(result).toEqual({ ok: false, actionInvocationId: "i", errorCode: "rate_limited" });
});

test("fields of values neither replace those of the result nor reach a prototype", async () => {
  const body =
    '{"ok":true,"action_invocation_id":"i","values":{"ok":false,"action_invocation_id":"x","__proto__":{"a":1}}}';
  const result = await createClient(async () => body).getSignin({ signinToken: "t" });
  expect(result).toMatchObject({ ok: true, actionInvocationId: "i" });
  expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
});

test.each([
  ["<!doctype html><title>Welcome</title>"],
  [""],
  ["null"],
  ["[]"],
  ['"ok"'],
  ["{}"],
  ['{"ok":true,"values":{}}'],
  ['{"ok":true,"action_invocation_id":"i"}'],
  ['{"ok":true,"action_invocation_id":"i","values":null}'],
  ['{"ok":false,"action_invocation_id":"i"}'],
  ['{"ok":"yes","action_invocation_id":"i","values":{}}'],
])("an answer that is not Tiauth's is a TransportError: %s", async (body) => {
  const error = await rejectionOf(createClient(async () => body).getSession({ sessionToken: "t" }));
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ status: 200 });
});

test("what a send function rejects with is the cause of the TransportError", async () => {
  const cause = new Error("no route");
  const error = await rejectionOf(createClient(() => Promise.reject(cause)).getSession({ sessionToken: "t" }));
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ status: undefined, cause });
});

test("a TransportError of a send function is passed on as it is", async () => {
  const refused = new TransportError("HTTP 503", { status: 503, retryAfterSeconds: 2 });
  expect(await rejectionOf(createClient(() => Promise.reject(refused)).getSession({ sessionToken: "t" }))).toBe(
    refused,
  );
});

test("the time is up also for a send function that ignores its signal", async () => {
  const client = createClient(unanswered, { timeoutSeconds: 0.01 });
  const error = await rejectionOf(client.getSession({ sessionToken: "t" }));
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ message: "No answer within 0.01 s.", status: undefined });
});

test("an infinite timeout does not end at once", async () => {
  const client = createClient(unanswered, { timeoutSeconds: Number.POSITIVE_INFINITY });
  const controller = new AbortController();
  const call = rejectionOf(client.getSession({ sessionToken: "t" }, { signal: controller.signal }));
  setTimeout(() => controller.abort("enough"), 20);
  expect(await call).toBe("enough");
});

test("a call that is aborted rejects with the signal's reason, also if send ignores its signal", async () => {
  const controller = new AbortController();
  const call = rejectionOf(createClient(unanswered).getSession({ sessionToken: "t" }, { signal: controller.signal }));
  const reason = new Error("the page was left");
  controller.abort(reason);
  expect(await call).toBe(reason);
});

test("a call with a signal that is aborted already sends nothing", async () => {
  let sent = 0;
  const client = createClient(async () => String(sent++));
  const error = await rejectionOf(client.getSession({ sessionToken: "t" }, { signal: AbortSignal.abort("left") }));
  expect([error, sent]).toEqual(["left", 0]);
});

test("a finished call leaves nothing behind on the caller's signal", async () => {
  const { signal } = new AbortController();
  const client = createClient(answering({ ok: false, action_invocation_id: "i", error_code: "invalid_session_token" }));
  await client.getSession({ sessionToken: "t" }, { signal });
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
