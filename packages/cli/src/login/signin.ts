import { CliError } from "../cli-error.ts";
import { explain } from "../explain.ts";
import type { Parts } from "../parts.ts";
import { printable } from "../printable.ts";
import type { PendingSignin } from "../store/session-file.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What the steps of a sign-in share. */
export interface Signin extends Parts {
  readonly terminal: Terminal;
}

/** Asks for an e-mail address; the one in brackets is meant by an empty line. */
export async function askEmail({ terminal }: Signin, known: string | undefined): Promise<string> {
  const question = known ? `E-mail address (${printable(known)}): ` : "E-mail address: ";
  for (;;) {
    const typed = (await terminal.ask(question)).trim() || known;
    if (typed?.includes("@")) return typed;
    if (typed) terminal.say("That is no e-mail address: one is me@example.com");
  }
}

/** A question for yes or no; an empty line is a yes. */
export async function confirm({ terminal }: Signin, question: string): Promise<boolean> {
  const typed = await terminal.ask(`${question} [Y/n] `);
  return /^\s*(y(es)?)?\s*$/i.test(typed);
}

/** Keeps what is pending, so that the next `login` can go on with it. */
export const keepPending = ({ store }: Signin, pending: PendingSignin): Promise<void> =>
  store.update((before) => ({ ...before, pending }));

/** Forgets what came to its end, unless another process has begun something else meanwhile. */
export const forgetPending = ({ store }: Signin, { token }: PendingSignin): Promise<void> =>
  store.update((before) => (before.pending?.token === token ? { ...before, pending: undefined } : before));

const refusals: Readonly<Record<string, string>> = {
  email_address_not_allowed: "Nobody can sign in with this e-mail address.",
  invalid_client_name: "The server does not take this tool's name. Tell its author.",
  invalid_email_address: "That is no e-mail address the server can send to. Check its spelling.",
  internal_error: "Something went wrong on the server. Try again later.",
  session_not_created: "The server does not let this user sign in. Ask whoever runs it.",
  user_disabled: "This user is disabled. Ask whoever runs the server.",
  user_not_found: "There is no user with this e-mail address. Sign up first, or check its spelling.",
};

/** What a server says no with, as an error. A newer one may have codes that are not known here. */
export function refusal(errorCode: string): CliError {
  const known = Object.hasOwn(refusals, errorCode) ? refusals[errorCode] : undefined;
  const isFault = errorCode === "internal_error";
  return new CliError(
    isFault ? "server_failed" : "refused",
    known ?? `The server refuses: ${printable(errorCode)}. Perhaps this tool is too old for it.`,
  );
}

/** Runs a step of the sign-in, and says what to do where it cannot be done. */
export async function explained<T>({ settings }: Pick<Signin, "settings">, step: Promise<T>): Promise<T> {
  try {
    return await step;
  } catch (error) {
    throw explain(error, settings.server);
  }
}
