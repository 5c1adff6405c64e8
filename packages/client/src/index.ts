export type { CallOptions } from "./call-options.ts";
export { type ClientOptions, createClient } from "./client.ts";
export { type CookieClient, createCookieClient } from "./cookie-client.ts";
export type { ErrorCodeOf } from "./error-code.ts";
export type * from "./generated/contract.ts";
export { type Fetch, type FetchResponse, type PostOptions, postTo, type Send } from "./post.ts";
export type { Refusal, Success } from "./result.ts";
export { TransportError, type TransportErrorOptions } from "./transport-error.ts";
