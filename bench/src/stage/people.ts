import { randomBytes } from "node:crypto";
import { defaultPasswordHasher } from "@tiauth/passwords";
import type { Visitor } from "../visits/visitor.ts";

/** A user of the bench's user server. */
export interface Person extends Visitor {
  readonly userId: string;
}

/** Everybody's: who they are makes no difference to the cost. */
export const password = "flowers in november 77";

/**
 * Makes users at a user server, all with the same password. It is asked directly, so that no mail is needed: also the one
 * of a peer can be asked.
 *
 * @throws {Error} if it does not make them.
 */
export async function createPeople(userServerUrl: string, count: number): Promise<readonly Person[]> {
  const salt = randomBytes(defaultPasswordHasher.saltLengthBytes);
  const hash = Buffer.from(await defaultPasswordHasher.hash(password, salt));
  const people: Person[] = [];
  const batch = randomBytes(4).toString("hex");
  for (let index = 0; index < count; index++) {
    const emailAddress = `person-${batch}-${index}@example.com`;
    const userId = await createUser(userServerUrl, {
      email_address: emailAddress,
      password_hash: hash.toString("base64"),
      password_hash_algorithm_id: defaultPasswordHasher.id,
      password_salt: salt.toString("base64"),
    });
    people.push({ emailAddress, password, userId });
  }
  return people;
}

async function createUser(url: string, args: Readonly<Record<string, string>>): Promise<string> {
  const body = JSON.stringify({ action: "create_user", arguments: args });
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  const text = await answer.text();
  const id: unknown = answer.ok ? JSON.parse(text).values?.user?.id : undefined;
  if (typeof id !== "string") throw new Error(`${url} made no user: ${answer.status} ${text}`);
  return id;
}
