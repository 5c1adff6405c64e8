import type { User } from "@tiauth/protocol";

/** What phantoms have of the hasher of new passwords, so that checking one takes as long as for a new user. */
export interface HasherOfPhantoms {
  readonly id: string;
  readonly saltLengthBytes: number;
}

/** No application's ids begin so: the character cannot even be stored by most databases. */
const mark = "\0";

/** The id of whoever does not exist under this address. Never answered, never sent to the user server, never audited. */
export const phantomId = (emailAddress: string) => mark + emailAddress;

export const isPhantom = (userId: string) => userId.startsWith(mark);

/** The address of which {@link phantomId} made this id. */
export const phantomAddress = (userId: string) => userId.slice(mark.length);

/**
 * Stands in for a user who is not there, or not any more, so that a flow can go on that must not say so. Nothing can be
 * had with it: it is disabled, and no password has an empty hash.
 */
export const phantomUser = (owner: Pick<User, "id" | "emailAddress">, hasher: HasherOfPhantoms): User => ({
  id: owner.id,
  emailAddress: owner.emailAddress,
  displayName: "",
  disabled: true,
  passwordHash: new Uint8Array(),
  passwordHashAlgorithmId: hasher.id,
  passwordSalt: new Uint8Array(hasher.saltLengthBytes),
  emailAddressCounter: 0,
  passwordHashCounter: 0,
  disabledCounter: 0,
  sessionsCounter: 0,
});
