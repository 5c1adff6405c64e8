import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { endWithThisProcess } from "./end-with-this-process.ts";

export interface ChildOptions {
  /** A script, and its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** All that it gets of an environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A process of node that this one started. */
export interface Child {
  /** Resolves when it has ended and everything it printed was read. */
  readonly ended: Promise<void>;
  /** Hands on each line that it prints from now on. Returns what ends that. */
  follow(onLine: (line: string) => void): () => void;
  kill(): void;
  /** Asks it to end, and kills it if it does not within 10 s. */
  stop(): Promise<void>;
}

const stopMilliseconds = 10_000;

export function startChild({ args, cwd, env }: ChildOptions): Child {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  endWithThisProcess(child);
  const outputs = [child.stdout, child.stderr].map((input) => createInterface({ input }));
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    // Not "exit": at "close" its last line has been read too.
    child.once("close", () => resolve());
  });
  const kill = () => void child.kill("SIGKILL");
  return {
    ended,
    follow(onLine) {
      for (const output of outputs) output.on("line", onLine);
      return () => outputs.forEach((output) => void output.removeListener("line", onLine));
    },
    kill,
    async stop() {
      const tooLate = setTimeout(kill, stopMilliseconds);
      child.kill("SIGTERM");
      await ended;
      clearTimeout(tooLate);
    },
  };
}
