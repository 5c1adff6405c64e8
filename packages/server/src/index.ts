export type { Awaitable, Cache, Entry, Limit, Storage, StoredEntry } from "@tiauth/records";
export { memoryCache } from "@tiauth/records";
export type { UserStore } from "@tiauth/users";
export type { Answer, InvokeOptions } from "./invoke.ts";
export { memoryEmail } from "./memory-email.ts";
export { maxHashWaitSeconds } from "./password-hashing.ts";
export type * from "./ports.ts";
export { createServer, type Server, type ServerOptions } from "./server.ts";
export { defaultSettings, type Settings } from "./settings.ts";
