export { openSqliteUserStore, type SqliteUserStore, type SqliteUserStoreOptions } from "./user-store.ts";
