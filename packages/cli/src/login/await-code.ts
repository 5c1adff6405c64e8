import { TransportError } from "@tiauth/client";
import { CliError } from "../cli-error.ts";
import { explain } from "../explain.ts";
import type { PendingSignin } from "../store/session-file.ts";
import { tidyCode } from "./code.ts";
import { refusal, type Signin } from "./signin.ts";

/** How a wait goes, as the person sees it beside the spinner. */
interface Progress {
  text: string;
}

const waiting = "Waiting for you to approve. Code: ";
const approved = "Approved. Code: ";
const offline = "The server is not reached just now. Code: ";

const longestPauseSeconds = 60;

/**
 * The code, typed or pasted, in the form that the server compares. The server is asked meanwhile how the sign-in stands, but a
 * code is taken before it says that it is approved, too.
 *
 * @throws {CliError} `denied`, `expired`, `cancelled`, and `server_failed` if the server is none.
 */
export async function awaitCode(signin: Signin, pending: PendingSignin): Promise<string> {
  const ending = new AbortController();
  const progress = { text: waiting };
  const watched = watch(signin, { pending, progress, signal: ending.signal });
  watched.catch((reason: unknown) => ending.abort(reason));
  try {
    return await askCode(signin, progress, ending.signal);
  } finally {
    ending.abort();
    await watched.catch(() => undefined);
  }
}

async function askCode({ terminal }: Signin, progress: Progress, signal: AbortSignal): Promise<string> {
  for (;;) {
    const typed = await terminal.askMeanwhile(() => progress.text, signal);
    const code = tidyCode(typed);
    if (code !== undefined) return code;
    if (typed.trim() !== "") terminal.say("That is no code: one has eight letters and digits, as ABCD2EFG.");
  }
}

interface Watch {
  readonly pending: PendingSignin;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Looks every other second how the sign-in stands. Ends by rejecting only: with an error, or as the signal says. */
async function watch(signin: Signin, { pending, progress, signal }: Watch): Promise<never> {
  const { client, settings } = signin;
  let pauseSeconds = settings.pollSeconds;
  for (;;) {
    await settings.host.wait(pauseSeconds, signal);
    try {
      const answer = await client.getCliSignin({ cliSigninToken: pending.token }, { signal });
      if (answer.ok) progress.text = progressOf(answer.cliSignin.status);
      else checkRefusal(answer.errorCode);
      const isTooOften = !answer.ok && answer.errorCode === "rate_limited";
      pauseSeconds = isTooOften ? longer(pauseSeconds) : settings.pollSeconds;
    } catch (error) {
      if (!isPassing(error)) throw explain(error, settings.server);
      progress.text = offline;
      pauseSeconds = sensible(error.retryAfterSeconds ?? longer(pauseSeconds), settings);
    }
  }
}

const longer = (pauseSeconds: number) => Math.min(2 * pauseSeconds, longestPauseSeconds);

/** Somebody waits: whatever the server says, it is not asked without a pause, nor so late that it is never. */
const sensible = (pauseSeconds: number, { pollSeconds }: Signin["settings"]) =>
  Math.max(pollSeconds, Math.min(pauseSeconds, longestPauseSeconds));

function progressOf(status: string): string {
  if (status === "denied") throw denied();
  return status === "approved" ? approved : waiting;
}

/** It took too long, or too many codes were wrong: which, the server does not say. */
export const expired = () =>
  new CliError("expired", "The link and its code are no longer valid. Nobody was signed in.");

export const denied = () =>
  new CliError("denied", "The sign-in was denied on the page behind the link. Nobody was signed in.");

function checkRefusal(errorCode: string): void {
  if (errorCode === "invalid_cli_signin_token") throw expired();
  const isPassing = ["rate_limited", "internal_conflict", "internal_error"].includes(errorCode);
  if (!isPassing) throw refusal(errorCode);
}

/** A network that is gone for a while, or a server that is started anew. */
const isPassing = (error: unknown): error is TransportError =>
  error instanceof TransportError && (error.status === undefined || error.status === 429 || error.status >= 500);
