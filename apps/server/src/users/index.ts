export { createHttpUserStore, type HttpUserStore, type HttpUserStoreOptions } from "./http-user-store.ts";
export { UserServerError } from "./user-server-error.ts";
