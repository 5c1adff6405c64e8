import { succeeded } from "../../harness/index.ts";
import type { Account, Scene } from "../scene.ts";

export interface PasswordReset {
  readonly person: Account;
  readonly newPassword: string;
  readonly tokens: { readonly userPasswordResetToken: string };
  /** From the mail. */
  readonly temporaryPassword: string;
}

export const getReset = ({ client }: Scene, { tokens }: PasswordReset) => client.getUserPasswordReset(tokens);

export const deleteReset = ({ client }: Scene, { tokens }: PasswordReset) => client.deleteUserPasswordReset(tokens);

export const verifyTemporaryPassword = (
  { client }: Scene,
  { tokens, ...reset }: PasswordReset,
  temporaryPassword = reset.temporaryPassword,
) => client.verifyUserPasswordResetTemporaryPassword({ ...tokens, temporaryPassword });

export const setNewPassword = ({ client }: Scene, { tokens, newPassword }: PasswordReset, password = newPassword) =>
  client.setUserPasswordResetNewPassword({ ...tokens, password });

export const complete = ({ client }: Scene, { tokens }: PasswordReset) => client.completeUserPasswordReset(tokens);

/** Somebody has forgotten their password. */
export async function started({ client, smtp, account, freshPassword }: Scene): Promise<PasswordReset> {
  const person = account();
  const { emailAddress } = person;
  const { userPasswordResetToken } = await succeeded(
    client.createUserPasswordReset({ userEmailAddress: emailAddress }),
  );
  const temporaryPassword = await smtp.nextCode(emailAddress);
  return { person, newPassword: freshPassword(), tokens: { userPasswordResetToken }, temporaryPassword };
}

/** They have read the mail. */
export async function verified(scene: Scene): Promise<PasswordReset> {
  const reset = await started(scene);
  await succeeded(verifyTemporaryPassword(scene, reset));
  return reset;
}

/** Only the completion is left. */
export async function ready(scene: Scene): Promise<PasswordReset> {
  const reset = await verified(scene);
  await succeeded(setNewPassword(scene, reset));
  return reset;
}
