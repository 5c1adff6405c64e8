import type { actions, pageActions } from "@tiauth/protocol";
import { expect, expectTypeOf, test } from "vitest";
import {
  type Client,
  type CommonErrorCode,
  type CookieClient,
  createCookieClient,
  type ErrorCodeOf,
  type Session,
} from "./index.ts";

/** The names of all arguments and of all values, those of refusals too. */
type ArgumentsOf<C> = {
  [K in keyof C]: C[K] extends (args: infer A, ...rest: never) => unknown ? keyof A : never;
}[keyof C];
type ResultsOf<C> = { [K in keyof C]: C[K] extends (...args: never) => Promise<infer R> ? KeysOf<R> : never }[keyof C];
type KeysOf<T> = T extends unknown ? keyof T : never;
type TokensIn<Names> = Extract<Names, `${string}Token`>;

/** Without what has a page of its own. */
type PageClient = Omit<Client, Extract<keyof Client, `${string}CliSignin${string}`>>;

test("the cookie client has every method for pages, and no token in any argument or value", () => {
  expectTypeOf<keyof CookieClient>().toEqualTypeOf<keyof PageClient>();
  expectTypeOf<TokensIn<ArgumentsOf<CookieClient> | ResultsOf<CookieClient>>>().toBeNever();
  // The same question about the other client sees them.
  expectTypeOf<TokensIn<ArgumentsOf<PageClient>>>().toEqualTypeOf<
    | "sessionToken"
    | "signinToken"
    | "signupToken"
    | "userDeletionToken"
    | "userEmailAddressUpdateToken"
    | "userPasswordResetToken"
    | "userPasswordUpdateToken"
  >();
  expectTypeOf<TokensIn<ResultsOf<PageClient>>>().toEqualTypeOf<TokensIn<ArgumentsOf<PageClient>>>();
  expectTypeOf<Exclude<ArgumentsOf<PageClient>, `${string}Token`>>().toEqualTypeOf<ArgumentsOf<CookieClient>>();
});

test("the codes of a client are those of all its methods, and no others", () => {
  type CodesOf<A extends Record<string, { errors: readonly string[] }>> =
    | A[keyof A]["errors"][number]
    | CommonErrorCode;
  expectTypeOf<ErrorCodeOf<Client>>().toEqualTypeOf<CodesOf<typeof actions>>();
  expectTypeOf<ErrorCodeOf<CookieClient>>().toEqualTypeOf<CodesOf<typeof pageActions>>();
});

test("arguments that are not tokens stay, and values and codes are those of the contract", () => {
  expectTypeOf<Parameters<CookieClient["verifySigninUserPassword"]>[0]>().toEqualTypeOf<{
    readonly password: string;
  }>();
  type Result = Awaited<ReturnType<CookieClient["completeSignin"]>>;
  expectTypeOf<Extract<Result, { ok: true }>["session"]>().toEqualTypeOf<Session>();
  type Code = Extract<Result, { ok: false }>["errorCode"];
  expectTypeOf<Extract<Code, "invalid_signin_token" | "weak_password">>().toEqualTypeOf<"invalid_signin_token">();
  const client = createCookieClient(async () => "");
  // @ts-expect-error -- a token is no argument any more
  () => client.getSession({ sessionToken: "t" });
  // @ts-expect-error -- a password still is one
  () => client.verifySigninUserPassword();
});

test("a method without arguments left needs none, and can be aborted all the same", async () => {
  const seen: unknown[] = [];
  const client = createCookieClient(async (body, signal) => {
    seen.push(JSON.parse(body));
    if (signal.aborted) throw signal.reason;
    return '{"ok":true,"action_invocation_id":"i","values":{"session":{"id":"s","user_id":"u","created_at":1,"expires_at":null}}}';
  });
  const session = { id: "s", userId: "u", createdAt: new Date(1000), expiresAt: null };
  expect(await client.getSession()).toEqual({ ok: true, actionInvocationId: "i", session });
  expect(await client.completeSignin({})).toMatchObject({ ok: true });
  expect(seen).toEqual([
    { action: "get_session", arguments: {} },
    { action: "complete_signin", arguments: {} },
  ]);
  const reason = new Error("the page was left");
  await expect(client.getSession({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test("requests go to the page's own server, whose cookies fetch sends along", async () => {
  const requests: unknown[] = [];
  const client = createCookieClient("/auth", {
    fetch: async (url, { method, body, headers }) => {
      requests.push({ url, method, body, headers });
      return new Response('{"ok":true,"action_invocation_id":"i","values":{}}');
    },
  });
  await client.deleteSession();
  const body = '{"action":"delete_session","arguments":{}}';
  expect(requests).toEqual([{ url: "/auth", method: "POST", body, headers: {} }]);
});
