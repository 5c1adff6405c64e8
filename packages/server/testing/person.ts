import { type ActionName, type Actions, type Outcome, toCamel } from "@tiauth/protocol";
import type { TestServer } from "./test-server.ts";

/** Every argument of every action is a string; each action takes those that it knows. */
export type Arguments = Readonly<Record<string, string>>;

/** An action with the person's arguments, or with some that differ, or something else that happens. */
export type Step = ActionName | readonly [ActionName, Arguments] | ((person: Person) => unknown);

export const password = "correct horse battery staple";
export const newPassword = "another horse, another staple";

/** Somebody at a front end: they keep the tokens they are given, read their mail, and go through flows. */
export interface Person {
  readonly server: TestServer;
  /** What they would fill in now: addresses, passwords, the tokens and the code they were last given. */
  readonly args: Record<string, string>;
  /** The whole answer. */
  asks(action: ActionName, different?: Arguments): Promise<Outcome<Actions[ActionName]>>;
  /** `ok` or the error code. */
  tries(action: ActionName, different?: Arguments): Promise<string>;
  /** Takes steps one after the other. @throws if an action refuses. */
  does(...steps: readonly Step[]): Promise<void>;
}

export function person(server: TestServer, emailAddress = "alice@example.com"): Person {
  const args: Record<string, string> = {
    emailAddress,
    userEmailAddress: emailAddress,
    newEmailAddress: `new-${emailAddress}`,
    password,
  };
  const asks = async (action: ActionName, different: Arguments = {}) => {
    const mailsBefore = server.mails.length;
    // Of all actions together: every argument is a string, and those that an action does not know are left out.
    const method = server.client[toCamel(action)] as (args: Arguments) => Promise<Outcome<Actions[ActionName]>>;
    const outcome = await method({ ...args, ...different });
    if (outcome.ok) Object.assign(args, stringsOf(outcome), codesOf(server.mails.slice(mailsBefore)));
    return outcome;
  };
  const tries = async (action: ActionName, different?: Arguments) => {
    const outcome = await asks(action, different);
    return outcome.ok ? "ok" : outcome.errorCode;
  };
  const take = async (step: Step) => {
    if (typeof step === "function") return step(someone);
    const [action, different] = typeof step === "string" ? [step, {}] : step;
    const outcome = await tries(action, different);
    if (outcome !== "ok") throw new Error(`${action}: ${outcome}`);
  };
  const someone: Person = {
    server,
    args,
    asks,
    tries,
    async does(...steps) {
      for (const step of steps) await take(step);
    },
  };
  return someone;
}

const stringsOf = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => /Token$|^code$/.test(name) && value !== ""));

function codesOf(mails: TestServer["mails"]): Arguments {
  const mail = mails.find((mail) => "code" in mail);
  if (!mail) return {};
  return { [mail.type === "password_reset" ? "temporaryPassword" : "emailAddressVerificationCode"]: mail.code };
}
