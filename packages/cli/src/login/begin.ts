import type { CliSignin } from "@tiauth/client";
import { printable } from "../printable.ts";
import type { PendingSignin } from "../store/session-file.ts";
import { patiently } from "./patience.ts";
import { askEmail, confirm, explained, keepPending, refusal, type Signin } from "./signin.ts";
import { duration } from "./words.ts";

/** Who signs in, as far as it is known. */
export interface Wanted {
  readonly email?: string | undefined;
  readonly clientName: string;
}

type Known = Pick<PendingSignin, "email" | "clientName">;

/** The sign-in that another `login` left behind, if the person wants to go on with it; otherwise a new one. */
export async function resumeOrBegin(signin: Signin, wanted: Wanted): Promise<PendingSignin> {
  const left = leftBehind(signin);
  if (left && (wanted.email === undefined || wanted.email === left.email)) {
    const question = `A sign-in of ${printable(left.email)} waits for its code. Go on with it?`;
    if (await confirm(signin, question)) return left;
  }
  const email = wanted.email ?? (await askEmail(signin, left?.email));
  return begin(signin, { email, clientName: wanted.clientName });
}

function leftBehind({ store, settings }: Signin): PendingSignin | undefined {
  const { pending } = store.read();
  return pending && pending.expiresAt * 1000 > settings.host.now().getTime() ? pending : undefined;
}

/** Has the link mailed, and keeps what is needed to use its code. */
export async function begin(signin: Signin, { email, clientName }: Known): Promise<PendingSignin> {
  const { client, terminal, settings } = signin;
  const ask = () => client.createCliSignin({ userEmailAddress: email, clientName }, { signal: terminal.stopped });
  const { wait } = settings.host;
  const answer = await explained(signin, patiently({ terminal, wait }, "Asking for a mail", ask));
  if (!answer.ok) throw refusal(answer.errorCode);
  const { cliSignin, cliSigninToken: token } = answer;
  const pending = {
    token,
    email: cliSignin.userEmailAddress,
    clientName,
    expiresAt: expiryOf(cliSignin, signin),
    wrongCodes: 0,
  };
  await keepPending(signin, pending);
  terminal.say(`A mail is on its way to ${printable(pending.email)}.`);
  terminal.say("Open the link in it, approve, and type the code that the page shows.");
  terminal.say(`You have ${duration(lifetimeSeconds(cliSignin))}.`);
  return pending;
}

const lifetimeSeconds = ({ createdAt, expiresAt }: CliSignin) => (expiresAt.getTime() - createdAt.getTime()) / 1000;

/** By the clock of this machine, which may be wrong: how long it lives is what the server's clock is believed. */
const expiryOf = (cliSignin: CliSignin, { settings }: Signin) =>
  Math.floor(settings.host.now().getTime() / 1000 + lifetimeSeconds(cliSignin));
