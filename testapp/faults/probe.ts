import { type KeepAlive, openKeepAlive, outcomeOf } from "./keep-alive.ts";
import { type Tally, tally } from "./load.ts";

export interface Latencies {
  readonly count: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly maxMilliseconds: number;
}

/** Of an empty list everything is 0. */
export function latenciesOf(milliseconds: readonly number[]): Latencies {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { count: sorted.length, p50Milliseconds: at(0.5), p99Milliseconds: at(0.99), maxMilliseconds: at(1) };
}

/** What a probe saw. */
export interface Probed extends Latencies {
  readonly outcomes: Tally;
}

export interface Probe {
  /** Waits for the answers under way. A request without an answer has the outcome `no answer`. */
  stop(): Promise<Probed>;
}

export interface ProbeOptions {
  readonly port: number;
  readonly request: string;
  /** Small, so that the probe is no load itself; 50 by default. */
  readonly perSecond?: number | undefined;
}

/**
 * Sends a request again and again at a steady pace, whether or not the one before was answered, over connections that stay
 * open. What waits behind a slow answer is late by its own fault, so every request has a free connection.
 */
export function startProbe({ port, request, perSecond = 50 }: ProbeOptions): Probe {
  const free: KeepAlive[] = [];
  const all: KeepAlive[] = [];
  const asking: Promise<void>[] = [];
  const milliseconds: number[] = [];
  const outcomes: string[] = [];
  const open = async () => {
    const connection = await openKeepAlive(port);
    all.push(connection);
    return connection;
  };
  const ask = async () => {
    const startedAt = performance.now();
    try {
      const connection = free.pop() ?? (await open());
      outcomes.push(outcomeOf(await connection.send(request)));
      free.push(connection);
    } catch {
      outcomes.push("no answer");
    }
    milliseconds.push(performance.now() - startedAt);
  };
  const timer = setInterval(() => asking.push(ask()), 1000 / perSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(asking);
      for (const { close } of all) close();
      return { ...latenciesOf(milliseconds), outcomes: tally(outcomes) };
    },
  };
}
