export type { CookieClient, Session } from "@tiauth/client";
export type { AuthServer } from "./auth-server.ts";
export type { DueCookie } from "./cookies.ts";
export type { WebAuthOptions } from "./options.ts";
export { checkedPath, redirectTo } from "./redirect.ts";
export { Unanswered } from "./unanswered.ts";
export type { RequireSessionOptions, Visit } from "./visit.ts";
export { createWebAuth, type Sender, type WebAuth } from "./web-auth.ts";
