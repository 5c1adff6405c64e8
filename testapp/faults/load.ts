import { type KeepAlive, openKeepAlive, outcomeOf } from "./keep-alive.ts";

/** How often there was each of these. */
export type Tally = Readonly<Record<string, number>>;

export function tally(outcomes: readonly string[]): Tally {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return Object.fromEntries(counts);
}

export interface Load {
  /** Lets every worker finish its step. Resolves with how often there was each outcome; rejects with what a step threw. */
  stop(): Promise<Tally>;
}

export interface LoadOptions {
  /** How many work at once, each one step after the other. */
  readonly workers: number;
  /** Resolves with its outcome in a word, for the tally. */
  readonly step: (worker: number, round: number) => Promise<string>;
}

/**
 * A load that goes on until it is stopped. Every step has to wait for something.
 *
 *     const load = startLoad({ workers: 4, step: async () => (await client.getSession(person)).ok ? "ok" : "refused" });
 *     …
 *     expect(await load.stop()).toEqual({ ok: expect.any(Number) });
 */
export function startLoad({ workers, step }: LoadOptions): Load {
  const outcomes = new Map<string, number>();
  let isStopped = false;
  const work = async (worker: number) => {
    for (let round = 0; !isStopped; round++) {
      const outcome = await step(worker, round);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  const working = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  working.catch(() => {
    isStopped = true; // `stop` tells
  });
  return {
    stop: async () => {
      isStopped = true;
      await working;
      return Object.fromEntries(outcomes);
    },
  };
}

export interface RequestsOptions {
  readonly port: number;
  /** How many connections ask at once, each one request after the other. */
  readonly connections: number;
  readonly count: number;
  /** The request with this number, as bytes. */
  readonly request: (index: number) => string;
}

/** Sends so many requests, over connections that stay open. Resolves with how often there was each outcome. */
export async function sendRequests({ port, connections, count, request }: RequestsOptions): Promise<Tally> {
  const outcomes = new Map<string, number>();
  let next = 0;
  const work = async (connection: KeepAlive) => {
    while (next < count) {
      const outcome = outcomeOf(await connection.send(request(next++)));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  const open = await Promise.all(Array.from({ length: connections }, () => openKeepAlive(port)));
  await Promise.all(open.map(work)).finally(() => {
    for (const { close } of open) close();
  });
  return Object.fromEntries(outcomes);
}
