import { type Person, succeeded } from "../../harness/index.ts";
import type { Scene } from "../scene.ts";

export interface EmailAddressUpdate {
  readonly person: Person;
  readonly newEmailAddress: string;
  readonly tokens: { readonly sessionToken: string; readonly userEmailAddressUpdateToken: string };
  /** From the mail to the new address. */
  readonly code: string;
}

export const getUpdate = ({ client }: Scene, { tokens }: EmailAddressUpdate) =>
  client.getUserEmailAddressUpdate(tokens);

export const deleteUpdate = ({ client }: Scene, { tokens }: EmailAddressUpdate) =>
  client.deleteUserEmailAddressUpdate(tokens);

export const sendCode = ({ client }: Scene, { tokens }: EmailAddressUpdate) =>
  client.sendUserEmailAddressUpdateEmailAddressVerificationCode(tokens);

export const verifyCode = (
  { client }: Scene,
  { tokens, code }: EmailAddressUpdate,
  emailAddressVerificationCode = code,
) => client.verifyUserEmailAddressUpdateEmailAddressVerificationCode({ ...tokens, emailAddressVerificationCode });

export const verifyPassword = ({ client }: Scene, { tokens, person }: EmailAddressUpdate, password = person.password) =>
  client.verifyUserEmailAddressUpdateUserPassword({ ...tokens, password });

export const complete = ({ client }: Scene, { tokens }: EmailAddressUpdate) =>
  client.completeUserEmailAddressUpdate(tokens);

/** Somebody who is signed in has typed their new address. */
export async function started({ client, smtp, freshAddress, ...scene }: Scene): Promise<EmailAddressUpdate> {
  const person = await scene.person();
  const { sessionToken } = person;
  const newEmailAddress = freshAddress();
  const created = await succeeded(client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress }));
  const tokens = { sessionToken, userEmailAddressUpdateToken: created.userEmailAddressUpdateToken };
  return { person, newEmailAddress, tokens, code: await smtp.nextCode(newEmailAddress) };
}

/** The new address is verified. */
export async function verified(scene: Scene): Promise<EmailAddressUpdate> {
  const update = await started(scene);
  await succeeded(verifyCode(scene, update));
  return update;
}

/** Only the completion is left. */
export async function ready(scene: Scene): Promise<EmailAddressUpdate> {
  const update = await verified(scene);
  await succeeded(verifyPassword(scene, update));
  return update;
}
