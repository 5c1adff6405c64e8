export { type CookieClient, type Session, TransportError } from "@tiauth/client";
export type { Sender } from "./asker.ts";
export type { AuthServer, AuthServerAnswer } from "./auth-server.ts";
export type { DueCookie } from "./cookies.ts";
export type { WebAuthOptions } from "./options.ts";
export { checkedPath, redirectTo } from "./redirect.ts";
export { Unanswered } from "./unanswered.ts";
export type { RequireSessionOptions, Visit } from "./visit.ts";
export { createWebAuth, type WebAuth } from "./web-auth.ts";
