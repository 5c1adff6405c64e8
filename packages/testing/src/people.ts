import { randomUUID } from "node:crypto";
import type { Client, Session } from "@tiauth/client";
import type { MailReader } from "./mail-reader.ts";
import { succeeded } from "./succeeded.ts";

/** What somebody signs in with. */
export interface Credentials {
  readonly emailAddress: string;
  readonly password: string;
}

/** Somebody with an account, signed in. */
export interface Person extends Credentials {
  readonly session: Session;
  readonly sessionToken: string;
}

export interface People {
  /**
   * Signs somebody up, with the code from their mail; by default at an address that nobody has used before. The mails to
   * the address so far count as read.
   *
   * @throws {Error} with the error code if it is refused.
   */
  signUp(emailAddress?: string): Promise<Person>;
  /**
   * Signs them in once more: the same person with another session. A notice is mailed to them.
   *
   * @throws {Error} with the error code if it is refused.
   */
  signIn(credentials: Credentials): Promise<Person>;
}

export const createPeople = (client: Client, mails: MailReader): People => ({
  async signUp(emailAddress = `person-${randomUUID()}@example.com`) {
    const password = randomUUID();
    await mails.skip(emailAddress);
    const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
    const emailAddressVerificationCode = await mails.nextCode(emailAddress);
    await succeeded(client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
    await succeeded(client.setSignupPassword({ signupToken, password }));
    const { session, sessionToken } = await succeeded(client.completeSignup({ signupToken }));
    return { emailAddress, password, session, sessionToken };
  },
  async signIn({ emailAddress, password }) {
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
    await succeeded(client.verifySigninUserPassword({ signinToken, password }));
    const { session, sessionToken } = await succeeded(client.completeSignin({ signinToken }));
    return { emailAddress, password, session, sessionToken };
  },
});
