import { client } from "../client.ts";
import { emailAddress, startSession } from "../session.ts";

/** Address and password stand in one form, so there is no flow to keep: if anything fails, the next try starts anew. */
export async function signIn(password: string) {
  const created = await client.createSignin({ userEmailAddress: emailAddress.get() ?? "" });
  if (!created.ok) return created;
  const { signinToken } = created;
  const verified = await client.verifySigninUserPassword({ signinToken, password });
  if (!verified.ok) return verified;
  const completed = await client.completeSignin({ signinToken });
  if (completed.ok) startSession(completed.sessionToken);
  return completed;
}
