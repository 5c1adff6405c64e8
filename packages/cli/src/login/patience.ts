import { TransportError } from "@tiauth/client";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { duration } from "./words.ts";

/** What any action answers. */
interface Answer {
  readonly ok: boolean;
  readonly errorCode?: string;
}

export interface Patience {
  readonly terminal: Pick<Terminal, "busy" | "stopped">;
  readonly wait: Host["wait"];
}

/** How long to wait where the server does not say; a limit of one a minute lets the fourth attempt through. */
const waitsSeconds = [5, 10, 20, 30, 60, 60];
const longestWaitSeconds = 120;

/**
 * Asks again for as long as the server wants it to be later. Resolves with the first other answer.
 *
 * @throws {CliError} `rate_limited` after some minutes.
 */
export async function patiently<A extends Answer>(
  { terminal, wait }: Patience,
  text: string,
  ask: () => Promise<A>,
): Promise<A> {
  for (const defaultSeconds of waitsSeconds) {
    const outcome = await terminal.busy(text, attempt(ask));
    if ("answer" in outcome) return outcome.answer;
    const seconds = outcome.waitSeconds ?? defaultSeconds;
    if (seconds > longestWaitSeconds) throw tooLong(seconds);
    await terminal.busy(`The server wants us to wait for ${duration(seconds)}`, wait(seconds, terminal.stopped));
  }
  throw tooLong(longestWaitSeconds);
}

/** The answer, or that there will be one later. */
async function attempt<A extends Answer>(ask: () => Promise<A>) {
  try {
    const answer = await ask();
    if (answer.ok || !isForLater(answer.errorCode)) return { answer };
    return { waitSeconds: answer.errorCode === "internal_conflict" ? 1 : undefined };
  } catch (error) {
    if (error instanceof TransportError && (error.status === 429 || error.status === 503))
      return { waitSeconds: error.retryAfterSeconds };
    throw error;
  }
}

const isForLater = (errorCode: string | undefined) => errorCode === "rate_limited" || errorCode === "internal_conflict";

const tooLong = (seconds: number) =>
  new CliError("rate_limited", `Too much was asked of the server. Try again in ${duration(seconds)}.`);
