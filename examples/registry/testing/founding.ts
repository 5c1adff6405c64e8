import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { User } from "./stage.ts";

/** A name that nothing has yet. */
export const anyName = () => `n-${randomUUID()}`;

export interface Publisher extends User {
  readonly identity: string;
}

/** The same person with a new identity of their own. */
export async function found(user: User): Promise<Publisher> {
  const identity = anyName();
  expect(await user.ask("POST", "/identities", { name: identity })).toMatchObject({ status: 204 });
  return { ...user, identity };
}

export const memberPath = (identity: string, { emailAddress }: User) =>
  `/identities/${identity}/members/${emailAddress}`;
