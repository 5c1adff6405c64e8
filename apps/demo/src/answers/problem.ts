import { TransportError } from "@tiauth/client";
import type { Outcome } from "./outcome.ts";
import { type Refusal, refusals } from "./refusals.ts";

/** What went wrong, for people. */
export interface Problem extends Refusal {
  /** How long the server asks to be left alone. */
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * What went wrong in `task`: it was refused, or there was no answer. Undefined if all is well.
 *
 * @throws whatever `task` throws that is not a TransportError: a bug.
 */
export async function problemOf(task: () => Promise<Outcome | undefined>): Promise<Problem | undefined> {
  try {
    const outcome = await task();
    return !outcome || outcome.ok ? undefined : refusalOf(outcome.errorCode);
  } catch (error) {
    if (error instanceof TransportError) return noAnswer(error);
    throw error;
  }
}

const known: ReadonlyMap<string, Refusal> = new Map(Object.entries(refusals));

/** A server that is newer than this page may refuse with a code that the page does not know. */
export const refusalOf = (code: string) => known.get(code) ?? refusals.internal_error;

function noAnswer(error: TransportError): Problem {
  return { about: "server", text: sentenceOf(error), retryAfterSeconds: error.retryAfterSeconds };
}

function sentenceOf({ status, cause }: TransportError): string {
  if (status === 429) return "Too many requests from your network. Please wait a little.";
  if (status === 503) return "The server is busy. Please wait a little.";
  if (status === 400 || status === 413) return "The server did not understand this. Try something else.";
  if (status !== undefined) return "The server has a problem. Please try again.";
  if (cause === undefined) return "The server did not answer in time. Please try again.";
  return "The server cannot be reached. Are you online? Try again.";
}
