import type { Client } from "@tiauth/client";
import { newId } from "@tiauth/protocol";
import type { SmtpCatcher } from "./smtp-catcher.ts";
import { succeeded } from "./succeeded.ts";

/** Somebody with an account, signed in. */
export interface Person {
  readonly userId: string;
  readonly emailAddress: string;
  readonly password: string;
  readonly sessionToken: string;
}

/** An address that nobody has used before. */
export const freshAddress = (): string => `person-${newId()}@example.com`;

/** A password that is good enough, and that nobody has used before. */
export const freshPassword = (): string => newId();

export interface Wiring {
  readonly client: Client;
  readonly smtp: SmtpCatcher;
}

/** Signs somebody up, with the code from their mail; by default at an address of their own. */
export async function signUp({ client, smtp }: Wiring, emailAddress = freshAddress()): Promise<Person> {
  const password = freshPassword();
  const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
  const emailAddressVerificationCode = await smtp.nextCode(emailAddress, { subject: "Signup verification code" });
  await succeeded(client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
  await succeeded(client.setSignupPassword({ signupToken, password }));
  const { session, sessionToken } = await succeeded(client.completeSignup({ signupToken }));
  return { userId: session.userId, emailAddress, password, sessionToken };
}

/** Signs them in once more: the same person with another session. */
export async function signIn(
  { client }: Pick<Wiring, "client">,
  { emailAddress, password }: Pick<Person, "emailAddress" | "password">,
): Promise<Person> {
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  await succeeded(client.verifySigninUserPassword({ signinToken, password }));
  const { session, sessionToken } = await succeeded(client.completeSignin({ signinToken }));
  return { userId: session.userId, emailAddress, password, sessionToken };
}
