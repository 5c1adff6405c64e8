export { createHttpUserStore, type HttpUserStoreOptions } from "./http-user-store.ts";
export type { UserServer } from "./user-server.ts";
