import type { User } from "@tiauth/protocol";
import { expect } from "vitest";
import type { CaughtMail } from "../harness/index.ts";
import type { Scene } from "./scene.ts";

/** The user as the user server has them now; undefined if nobody has this address. */
export async function userAt({ userServer }: Scene, emailAddress: string): Promise<User | undefined> {
  const found = await userServer.users.getUserByEmailAddress({ emailAddress });
  return found.ok ? found.user : undefined;
}

/** Acts, and expects that the address has the same user afterwards, in no way changed, or still none. */
export async function changingNobody<O>(scene: Scene, emailAddress: string, act: () => Promise<O>): Promise<O> {
  const before = await userAt(scene, emailAddress);
  const outcome = await act();
  expect(await userAt(scene, emailAddress)).toEqual(before);
  return outcome;
}

/** Whether the token opens a session. */
export const isSession = async ({ client }: Scene, sessionToken: string): Promise<boolean> =>
  (await client.getSession({ sessionToken })).ok;

/** Every mail about this that has arrived at the address. */
export const mailsAbout = ({ smtp }: Scene, subject: string, to: string): readonly CaughtMail[] =>
  smtp.mailsTo(to).filter((mail) => mail.subject === subject);

/** Waits for a mail about this, which may come later than the answer, and expects that there is no second one. */
export async function expectOneMail(scene: Scene, subject: string, to: string): Promise<CaughtMail> {
  const mail = await scene.smtp.nextMail(to, { subject });
  expect(mailsAbout(scene, subject, to)).toEqual([mail]);
  return mail;
}
