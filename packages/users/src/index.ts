export { type Bond, bond } from "./bond.ts";
export { type PasswordHash, passwordHash } from "./password-hash.ts";
export { isPhantom, phantomId, phantomUser } from "./phantom.ts";
export { stateOf, type UserState, userState, type Watched } from "./user-state.ts";
export type { UserStore } from "./user-store.ts";
export { createUsers, hasPassword, type Users, type UsersOptions } from "./users.ts";
