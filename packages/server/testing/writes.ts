import type { ActionName } from "@tiauth/protocol";
import { type Person, person, type Step } from "./person.ts";
import { emailUpdateVerified, passwordSet, passwordUpdateReady, resetReady, signedUp } from "./steps.ts";
import { testServer } from "./test-server.ts";

/** A write to the user server, and the action that makes it. */
export interface Write {
  readonly method: string;
  readonly action: ActionName;
  readonly steps: readonly Step[];
  /** Of a flow that is over. */
  readonly refusal: string;
  /** What shows that it was done once: the counters that are 1 instead of 0. */
  readonly once: Readonly<Record<string, number>>;
}

/** Those whose action is completed by trying it again. */
export const writes: readonly Write[] = [
  { method: "createUser", action: "complete_signup", steps: passwordSet, refusal: "invalid_signup_token", once: {} },
  {
    method: "updateUserEmailAddress",
    action: "complete_user_email_address_update",
    steps: [...signedUp, ...emailUpdateVerified],
    refusal: "invalid_user_email_address_update_token",
    once: { emailAddressCounter: 1 },
  },
  {
    method: "updateUserPasswordHash",
    action: "complete_user_password_update",
    steps: [...signedUp, ...passwordUpdateReady],
    refusal: "invalid_password_update_token",
    once: { passwordHashCounter: 1 },
  },
  {
    method: "updateUserPasswordHash",
    action: "complete_user_password_reset",
    steps: [...signedUp, ...resetReady],
    refusal: "invalid_user_password_reset_token",
    once: { passwordHashCounter: 1 },
  },
  {
    method: "incrementUserSessionsCounter",
    action: "complete_user_password_reset",
    steps: [...signedUp, ...resetReady],
    refusal: "invalid_user_password_reset_token",
    once: { passwordHashCounter: 1 },
  },
];

/** Somebody who only has to complete. */
export async function ready({ steps }: Write): Promise<Person> {
  const alice = person(testServer());
  await alice.does(...steps);
  await alice.server.idle();
  return alice;
}
