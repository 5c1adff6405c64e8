import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { endWithThisProcess } from "@tiauth/testing/end-with-this-process";
import { type Place, pinned } from "./cores.ts";
import { listeningLine } from "./listening-line.ts";

export interface ServerOptions {
  /** A JavaScript file, its arguments behind it, Node's own before it. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly cwd?: string;
}

/** A server in a process of its own. */
export interface RunningServer {
  readonly pid: number;
  /** On 127.0.0.1. */
  readonly port: number;
  /** From the process's start until it said that it listens. */
  readonly listeningMilliseconds: number;
  /** Ends it with SIGTERM, after 12 s with SIGKILL. */
  stop(): Promise<void>;
}

/** The built file of this package that a process runs, `contestants/ceiling-server` for instance. */
export const ownScript = (name: string): string => fileURLToPath(new URL(`../${name}.js`, import.meta.url));

/**
 * Starts a server that prints a line of JSON with `"msg":"listening"` and its `port`. Of the environment it gets only
 * `PATH` and what is given.
 *
 * @throws {Error} with what it printed if it ends instead, or does not listen within 30 s.
 */
export async function startServer({ command, env = {}, place, cwd }: ServerOptions): Promise<RunningServer> {
  const [program = "", ...args] = pinned(place, [process.execPath, ...command]);
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  endWithThisProcess(child);
  const { port } = await listeningLine(child, 30);
  const listeningMilliseconds = performance.now() - startedAt;
  // taskset becomes the program that it starts: the process is the same.
  return { pid: child.pid ?? 0, port, listeningMilliseconds, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  const timer = setTimeout(() => child.kill("SIGKILL"), 12_000);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}
