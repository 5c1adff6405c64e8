import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { watchOver } from "./watchdog.ts";

/** A user and a group of the system. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export interface DaemonOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it works and its output goes, to the file `log`. Removed if this process dies first. */
  readonly directory: string;
  /** Whom it runs as; as this process by default. */
  readonly owner?: Owner | undefined;
  /** Resolves if it answers, rejects if it does not yet. */
  readonly knock: () => Promise<void>;
}

/** A process that goes on until it is told to end, or until this one dies. */
export interface Daemon {
  /** Sends a signal that it does not end by: SIGSTOP, SIGCONT. */
  signal(signal: NodeJS.Signals): void;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

const patienceMilliseconds = 20_000;
const pauseMilliseconds = 20;

/**
 * Starts a program and waits until it answers.
 *
 * @throws {Error} with what it has printed, if it ends or does not answer within 20 s.
 */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { command, directory, knock } = options;
  const child = spawnLogged(options);
  const state = { hasEnded: false };
  const forget = child.pid === undefined ? () => {} : watchOver(child.pid, directory);
  const ended = endOf(child).then(() => {
    state.hasEnded = true;
    forget();
  });
  const daemon: Daemon = {
    signal: (signal) => void child.kill(signal),
    end(signal) {
      child.ref(); // or a process that only waits for this would end before it
      child.kill(signal);
      return ended;
    },
  };
  const deadline = performance.now() + patienceMilliseconds;
  while (!state.hasEnded && performance.now() < deadline) {
    if (await succeeds(knock)) return daemon;
    await delay(pauseMilliseconds);
  }
  await daemon.end("SIGKILL");
  throw new Error(`${command} did not start:\n${readFileSync(logOf(directory), "utf8").slice(-2000)}`);
}

const logOf = (directory: string) => `${directory}/log`;

function spawnLogged({ command, args, env, directory, owner }: DaemonOptions): ChildProcess {
  const log = openSync(logOf(directory), "a");
  const stdio = ["ignore" as const, log, log];
  // In a group of its own, or Ctrl-C would end it before us.
  const child = spawn(command, args, { cwd: directory, env, stdio, detached: true, ...owner });
  child.unref();
  closeSync(log);
  return child;
}

const endOf = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    child.once("error", () => resolve()); // it could not even be started
    child.once("exit", () => resolve());
  });

const succeeds = (knock: () => Promise<void>) =>
  knock().then(
    () => true,
    () => false,
  );
