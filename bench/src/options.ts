import { type Command, InvalidArgumentError } from "commander";

export interface BenchOptions {
  /** The scenarios to run; empty for all. */
  readonly names: readonly string[];
  /** Each contestant's, in turn. */
  readonly rounds: number;
  /** How long a round of plain requests is; those with password hashes are twice as long. */
  readonly seconds: number;
  /** A server of the same protocol that runs already. */
  readonly peer: string | undefined;
  /** The user server that it asks: the bench makes its users there. */
  readonly peerUserServer: string | undefined;
  /** Its process, to know what it uses. */
  readonly peerPid: number | undefined;
  /** Another build of Tiauth, its `main.js`, to run beside this one. */
  readonly other: string | undefined;
  /** Only a CPU profile of the hot path. */
  readonly isProfiling: boolean;
  /** Whether the results replace those in docs/. */
  readonly write: boolean;
}

interface Flags {
  readonly rounds: number;
  readonly seconds: number;
  readonly quick?: true;
  readonly write?: true;
  readonly profile?: true;
  readonly peer?: string;
  readonly peerUserServer?: string;
  readonly peerPid?: number;
  readonly other?: string;
}

const positive = (text: string): number => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError("It must be a number above 0.");
  return number;
};

/** Adds the flags to the command. */
export const withFlags = (command: Command): Command =>
  command
    .option("--rounds <n>", "rounds of each contestant, in turn", positive, 5)
    .option("--seconds <n>", "length of a round", positive, 1.5)
    .option("--quick", "one short round each: to see that it works, not how fast it is")
    .option("--profile", "a CPU profile of get_session instead: the functions that cost most")
    .option("--write", "write docs/ also if not all scenarios were run")
    .option("--peer <url>", "a server of the same protocol that runs already")
    .option("--peer-user-server <url>", "the user server that the peer asks; the bench makes its users there")
    .option("--peer-pid <pid>", "the peer's process, for its CPU time and memory", positive)
    .option("--other <main.js>", "another build of Tiauth, to run beside this one");

export function toOptions(names: readonly string[], flags: Flags): BenchOptions {
  const {
    rounds,
    seconds,
    quick = false,
    write = false,
    profile = false,
    peer,
    peerUserServer,
    peerPid,
    other,
  } = flags;
  if ((peer === undefined) !== (peerUserServer === undefined))
    throw new InvalidArgumentError("--peer and --peer-user-server belong together.");
  return {
    names,
    ...(quick ? { rounds: 1, seconds: 0.5 } : { rounds, seconds }),
    ...{ peer, peerUserServer, peerPid, other },
    isProfiling: profile,
    write: write || (names.length === 0 && !quick),
  };
}
