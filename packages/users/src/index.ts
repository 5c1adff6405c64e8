export { type Bond, bond } from "./bond.ts";
export { type PasswordHash, passwordHash } from "./password-hash.ts";
export { isPhantom, phantomId, phantomUser } from "./phantom.ts";
export type { Subject } from "./subject.ts";
export {
  type About,
  type Beginning,
  type OpenedWithUser,
  type UserKind,
  type UserRecordPorts,
  type UserRecords,
  userRecords,
} from "./user-records.ts";
export { stateOf, type UserState, userState, type Watched } from "./user-state.ts";
export type { UserStore } from "./user-store.ts";
export { createUsers, hasPassword, type Users, type UsersOptions } from "./users.ts";
