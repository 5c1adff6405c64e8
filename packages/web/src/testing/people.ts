import type { TestApplication } from "./application.ts";
import type { Browser } from "./browser.ts";

export const emailAddress = "alice@example.com";
export const password = "correct horse battery staple";

/** The code in the mail that came last. */
const lastCode = ({ mails }: TestApplication): string =>
  JSON.stringify(mails.at(-1)).match(/[A-Z2-9]{8,12}/)?.[0] ?? "";

/** Makes an account in a browser, which is signed in then. */
export async function signUp(application: TestApplication, { client }: Browser): Promise<void> {
  await succeeds(client.createSignup({ emailAddress }));
  const emailAddressVerificationCode = lastCode(application);
  await succeeds(client.verifySignupEmailAddressVerificationCode({ emailAddressVerificationCode }));
  await succeeds(client.setSignupPassword({ password }));
  await succeeds(client.completeSignup());
}

/** Signs in to the account in another browser, or in the same one once more. */
export async function signIn({ client }: Pick<Browser, "client">): Promise<void> {
  await succeeds(client.createSignin({ userEmailAddress: emailAddress }));
  await succeeds(client.verifySigninUserPassword({ password }));
  await succeeds(client.completeSignin());
}

async function succeeds(answer: Promise<{ readonly ok: boolean }>): Promise<void> {
  const result = await answer;
  if (!result.ok) throw new Error(JSON.stringify(result));
}
