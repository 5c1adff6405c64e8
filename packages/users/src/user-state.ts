import type { User } from "@tiauth/protocol";
import { digest } from "@tiauth/records";
import * as z from "zod/mini";

/** What of a user decides whether a session or flow of theirs still stands. Holds nothing secret: it may be cached. */
export const userState = z.object({
  id: z.string(),
  disabled: z.boolean(),
  emailAddressCounter: z.int(),
  passwordHashCounter: z.int(),
  disabledCounter: z.int(),
  sessionsCounter: z.int(),
  /** Changes with every password hash. Equal values mean the same user, even where a user id was used again. */
  identity: z.string(),
});
export type UserState = z.output<typeof userState>;

/** What a record can be bound to: it ends when this changes. */
export type Watched = Exclude<keyof UserState, "id" | "disabled">;

export const stateOf = (user: User): UserState =>
  userState.parse({ ...user, identity: digest(Buffer.concat([user.passwordSalt, user.passwordHash])) });
