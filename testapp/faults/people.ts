import type { Client } from "@tiauth/client";
import { freshAddress, freshPassword, type Person } from "../harness/person.ts";
import type { SmtpCatcher } from "../harness/smtp-catcher.ts";
import { succeeded } from "../harness/succeeded.ts";
import { type Facts, factsOf } from "./facts.ts";
import { createGuesses } from "./guesses.ts";
import type { Ledger } from "./ledger.ts";

/** People who use the server, and a ledger of what they were answered. A step rejects when an answer does not come. */
export interface People {
  /** Signs somebody in; every other round they sign out again. */
  signIn(person: Person, round: number): Promise<void>;
  /** Begins to sign in and thinks better of it. */
  abandonSignin(person: Person): Promise<void>;
  /** Somebody new, step by step. */
  signUp(): Promise<void>;
  /** Somebody guesses the code of somebody else's address until they are stopped. */
  guess(): Promise<void>;
}

/** What six of them do over and over, each something else, on behalf of a member. */
export const stepsOfSix = (people: People): readonly ((member: Person, round: number) => Promise<void>)[] => [
  (member, round) => people.signIn(member, round),
  (member) => people.abandonSignin(member),
  () => people.signUp(),
  () => people.guess(),
  (member, round) => people.signIn(member, round + 1),
  (member) => people.abandonSignin(member),
];

export interface PeopleOptions {
  readonly client: Client;
  readonly smtp: SmtpCatcher;
  readonly ledger: Ledger;
}

export function createPeople({ client, smtp, ledger }: PeopleOptions): People {
  const facts = factsOf(client);
  const begin = async ({ emailAddress }: Person) => {
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
    ledger.note(signinToken, facts.newSignin(signinToken));
    return signinToken;
  };
  return {
    signIn: async (person, round) => {
      const signinToken = await begin(person);
      const { password } = person;
      const verify = () => succeeded(client.verifySigninUserPassword({ signinToken, password }));
      await ledger.write(signinToken, verify, facts.verifiedSignin(signinToken));
      const complete = () => succeeded(client.completeSignin({ signinToken }));
      const { sessionToken } = await ledger.write(signinToken, complete, facts.signinIsOver(signinToken));
      ledger.note(sessionToken, facts.sessionOpens(sessionToken));
      if (round % 2 === 0) return;
      const end = () => succeeded(client.deleteSession({ sessionToken }));
      await ledger.write(sessionToken, end, facts.sessionIsOver(sessionToken));
    },
    abandonSignin: async (person) => {
      const signinToken = await begin(person);
      const end = () => succeeded(client.deleteSignin({ signinToken }));
      await ledger.write(signinToken, end, facts.signinIsOver(signinToken));
    },
    signUp: () => signUp({ client, smtp, ledger }, facts),
    guess: () => guess({ client, ledger }, facts),
  };
}

async function signUp({ client, smtp, ledger }: PeopleOptions, facts: Facts): Promise<void> {
  const emailAddress = freshAddress();
  const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
  ledger.note(signupToken, facts.signupIs(signupToken, {}));
  const code = { signupToken, emailAddressVerificationCode: await smtp.nextCode(emailAddress) };
  const verify = () => succeeded(client.verifySignupEmailAddressVerificationCode(code));
  await ledger.write(signupToken, verify, facts.signupIs(signupToken, { emailAddressVerified: true }));
  const password = freshPassword();
  const setPassword = () => succeeded(client.setSignupPassword({ signupToken, password }));
  await ledger.write(signupToken, setPassword, facts.signupIs(signupToken, { passwordSet: true }));
  const complete = () => succeeded(client.completeSignup({ signupToken }));
  const { sessionToken } = await ledger.write(signupToken, complete, facts.signupIsOver(signupToken));
  ledger.note(sessionToken, facts.sessionOpens(sessionToken));
}

async function guess({ client, ledger }: Omit<PeopleOptions, "smtp">, facts: Facts): Promise<void> {
  const { signupToken } = await succeeded(client.createSignup({ emailAddress: freshAddress() }));
  const guesses = createGuesses(() =>
    client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode: "WRNGWRNG" }),
  );
  ledger.note(`guesses ${signupToken}`, facts.guessesAreCounted(guesses));
  while (await guesses.isLookedAt());
}
