import type { Caller, UserServerActions } from "@tiauth/protocol";

/** The application's users: the typed client of the 7 user server actions. */
export type UserStore = Caller<UserServerActions>;
