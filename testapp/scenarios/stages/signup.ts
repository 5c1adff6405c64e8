import { succeeded } from "../../harness/index.ts";
import type { Scene } from "../scene.ts";

export interface Signup {
  readonly person: { readonly emailAddress: string; readonly password: string };
  readonly tokens: { readonly signupToken: string };
  /** From the mail. */
  readonly code: string;
}

export const getSignup = ({ client }: Scene, { tokens }: Signup) => client.getSignup(tokens);

export const deleteSignup = ({ client }: Scene, { tokens }: Signup) => client.deleteSignup(tokens);

export const sendCode = ({ client }: Scene, { tokens }: Signup) =>
  client.sendSignupEmailAddressVerificationCode(tokens);

export const verifyCode = ({ client }: Scene, { tokens, code }: Signup, emailAddressVerificationCode = code) =>
  client.verifySignupEmailAddressVerificationCode({ ...tokens, emailAddressVerificationCode });

export const setPassword = ({ client }: Scene, { tokens, person }: Signup, password = person.password) =>
  client.setSignupPassword({ ...tokens, password });

export const complete = ({ client }: Scene, { tokens }: Signup) => client.completeSignup(tokens);

/** Somebody has typed their address. */
export async function started({ client, smtp, freshAddress, freshPassword }: Scene): Promise<Signup> {
  const person = { emailAddress: freshAddress(), password: freshPassword() };
  const { signupToken } = await succeeded(client.createSignup({ emailAddress: person.emailAddress }));
  return { person, tokens: { signupToken }, code: await smtp.nextCode(person.emailAddress) };
}

/** Their address is verified. */
export async function verified(scene: Scene): Promise<Signup> {
  const signup = await started(scene);
  await succeeded(verifyCode(scene, signup));
  return signup;
}

/** Only the completion is left. */
export async function ready(scene: Scene): Promise<Signup> {
  const signup = await verified(scene);
  await succeeded(setPassword(scene, signup));
  return signup;
}
