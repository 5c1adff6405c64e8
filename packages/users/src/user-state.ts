import { decode, type User } from "@tiauth/protocol";
import { digest, type Version } from "@tiauth/records";
import * as z from "zod/mini";
import type { PasswordHash } from "./password-hash.ts";

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

export const stateOf = (user: User): UserState => decode(userState, { ...user, identity: identityOf(user) });

const identityOf = ({ passwordSalt, passwordHash }: PasswordHash) =>
  digest(Buffer.concat([passwordSalt, passwordHash]));

/** What tells one user from another who has the same id. */
export const versionOf = ({ passwordHashCounter, identity }: UserState): Version => ({
  counter: passwordHashCounter,
  identity,
});

/** The same once the user has changed their password to this one. */
export const versionAfter = ({ passwordHashCounter }: UserState, password: PasswordHash): Version => ({
  counter: passwordHashCounter + 1,
  identity: identityOf(password),
});
