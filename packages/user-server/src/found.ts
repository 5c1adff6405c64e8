import { err, ok, type User } from "@tiauth/protocol";

/** The reply to a look-up. */
export const found = (user: User | undefined) => (user ? ok({ user }) : err("user_not_found"));
