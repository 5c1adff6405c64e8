import type { CookieClient } from "./cookie-client.ts";
import type { Client } from "./generated/contract.ts";
import type { Refusal } from "./result.ts";

type CodeOf<Method> = Method extends (...args: never) => Promise<infer Result>
  ? Extract<Result, Refusal<string>>["errorCode"]
  : never;

/** Every code that some method of a client may refuse with: `Record<ErrorCodeOf<CookieClient>, string>` has a sentence for each. */
export type ErrorCodeOf<AnyClient extends Client | CookieClient> = CodeOf<AnyClient[keyof AnyClient]>;
