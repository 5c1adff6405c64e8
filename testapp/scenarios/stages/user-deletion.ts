import { type Person, succeeded } from "../../harness/index.ts";
import type { Scene } from "../scene.ts";

export interface Deletion {
  readonly person: Person;
  readonly tokens: { readonly sessionToken: string; readonly userDeletionToken: string };
}

export const getDeletion = ({ client }: Scene, { tokens }: Deletion) => client.getUserDeletion(tokens);

export const deleteDeletion = ({ client }: Scene, { tokens }: Deletion) => client.deleteUserDeletion(tokens);

export const verifyPassword = ({ client }: Scene, { tokens, person }: Deletion, password = person.password) =>
  client.verifyUserDeletionUserPassword({ ...tokens, password });

export const complete = ({ client }: Scene, { tokens }: Deletion) => client.completeUserDeletion(tokens);

/** Somebody who is signed in wants to leave. */
export async function started({ client, ...scene }: Scene): Promise<Deletion> {
  const person = await scene.person();
  const { sessionToken } = person;
  const { userDeletionToken } = await succeeded(client.createUserDeletion({ sessionToken }));
  return { person, tokens: { sessionToken, userDeletionToken } };
}

/** Only the completion is left. */
export async function ready(scene: Scene): Promise<Deletion> {
  const deletion = await started(scene);
  await succeeded(verifyPassword(scene, deletion));
  return deletion;
}
