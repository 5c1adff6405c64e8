import { type Person, succeeded } from "../../harness/index.ts";
import type { Scene } from "../scene.ts";

export interface PasswordUpdate {
  readonly person: Person;
  readonly newPassword: string;
  readonly tokens: { readonly sessionToken: string; readonly userPasswordUpdateToken: string };
}

export const getUpdate = ({ client }: Scene, { tokens }: PasswordUpdate) => client.getUserPasswordUpdate(tokens);

export const deleteUpdate = ({ client }: Scene, { tokens }: PasswordUpdate) => client.deleteUserPasswordUpdate(tokens);

export const verifyPassword = ({ client }: Scene, { tokens, person }: PasswordUpdate, password = person.password) =>
  client.verifyUserPasswordUpdateUserPassword({ ...tokens, password });

export const setNewPassword = ({ client }: Scene, { tokens, newPassword }: PasswordUpdate, password = newPassword) =>
  client.setUserPasswordUpdateNewPassword({ ...tokens, password });

export const complete = ({ client }: Scene, { tokens }: PasswordUpdate) => client.completeUserPasswordUpdate(tokens);

/** Somebody who is signed in wants another password. */
export async function started({ client, freshPassword, ...scene }: Scene): Promise<PasswordUpdate> {
  const person = await scene.person();
  const { sessionToken } = person;
  const { userPasswordUpdateToken } = await succeeded(client.createUserPasswordUpdate({ sessionToken }));
  return { person, newPassword: freshPassword(), tokens: { sessionToken, userPasswordUpdateToken } };
}

/** They have proved who they are. */
export async function verified(scene: Scene): Promise<PasswordUpdate> {
  const update = await started(scene);
  await succeeded(verifyPassword(scene, update));
  return update;
}

/** Only the completion is left. */
export async function ready(scene: Scene): Promise<PasswordUpdate> {
  const update = await verified(scene);
  await succeeded(setNewPassword(scene, update));
  return update;
}
