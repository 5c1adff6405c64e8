export { type PasswordHash, passwordHash } from "./password-hash.ts";
export { forgetUser, type UserStatesOptions, userStates } from "./user-cache.ts";
export { stateOf, type UserState, userState, type Watched } from "./user-state.ts";
export type { UserStore } from "./user-store.ts";
export { createUsers, hasPassword, type Users } from "./users.ts";
