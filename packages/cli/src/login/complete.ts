import type { CompleteCliSigninResult } from "@tiauth/client";
import type { KeptSession, PendingSignin } from "../store/session-file.ts";
import { awaitCode, denied, expired } from "./await-code.ts";
import { patiently } from "./patience.ts";
import { explained, keepPending, refusal, type Signin } from "./signin.ts";
import { maxWrongCodes, triesLeft } from "./words.ts";

/**
 * Asks for codes until one is right, and resolves with the session for it.
 *
 * @throws {CliError} `expired` if the sign-in came to its end before, `denied`, `refused` and what else can go wrong.
 */
export async function complete(signin: Signin, begun: PendingSignin): Promise<KeptSession> {
  let pending = begun;
  for (;;) {
    const code = await awaitCode(signin, pending);
    const answer = await send(signin, pending, code);
    if (answer.ok) return sessionOf(answer, pending);
    if (answer.errorCode === "invalid_cli_signin_token") throw expired();
    if (answer.errorCode === "incorrect_cli_signin_code") pending = await countWrong(signin, pending);
    else if (answer.errorCode === "cli_signin_not_approved")
      signin.terminal.say("It is not approved yet: open the link in the mail, approve, and type the code from there.");
    else if (answer.errorCode === "cli_signin_denied") throw denied();
    else throw refusal(answer.errorCode);
  }
}

function send(signin: Signin, { token }: PendingSignin, code: string): Promise<CompleteCliSigninResult> {
  const { client, terminal, settings } = signin;
  const ask = () => client.completeCliSignin({ cliSigninToken: token, code }, { signal: terminal.stopped });
  return explained(signin, patiently({ terminal, wait: settings.host.wait }, "Checking the code", ask));
}

async function countWrong(signin: Signin, pending: PendingSignin): Promise<PendingSignin> {
  const counted = { ...pending, wrongCodes: pending.wrongCodes + 1 };
  if (counted.wrongCodes >= maxWrongCodes) throw expired();
  await keepPending(signin, counted);
  signin.terminal.say(`That is not the code. ${triesLeft(counted.wrongCodes)}`);
  return counted;
}

function sessionOf(answer: CompleteCliSigninResult & { readonly ok: true }, { email }: PendingSignin): KeptSession {
  const { session, sessionToken: token } = answer;
  const expiresAt = session.expiresAt && Math.floor(session.expiresAt.getTime() / 1000);
  return { token, email, userId: session.userId, expiresAt };
}
