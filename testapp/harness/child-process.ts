import { spawn } from "node:child_process";
import { endWithThisProcess } from "@tiauth/testing/end-with-this-process";
import { collectLogLines, type LogLines } from "./log-lines.ts";

export interface ChildOptions {
  /** A JavaScript file, and its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** All that it gets of an environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A process of node that this one started. */
export interface Child {
  /** Undefined if it could not be started. */
  readonly pid: number | undefined;
  readonly lines: LogLines;
  /** Resolves with the exit code, undefined if a signal ended it, when everything it printed was read. */
  readonly ended: Promise<number | undefined>;
  /** Sends SIGKILL and waits for the end. */
  kill(): Promise<void>;
  /**
   * Sends SIGTERM and waits for the end. Resolves with the exit code, undefined if a signal ended it.
   *
   * @throws {Error} with everything it printed if it does not end in time; it is killed then.
   */
  stop(timeoutSeconds: number): Promise<number | undefined>;
}

export function startChild({ args, cwd, env }: ChildOptions): Child {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  endWithThisProcess(child);
  const lines = collectLogLines([child.stdout, child.stderr]);
  const ended = new Promise<number | undefined>((resolve) => {
    child.once("error", () => resolve(undefined));
    // Not "exit": at "close" its last line has been read too.
    child.once("close", (code) => resolve(code ?? undefined));
  });
  return {
    pid: child.pid,
    lines,
    ended,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: async (timeoutSeconds) => {
      let isTooLate = false;
      const timer = setTimeout(() => {
        isTooLate = child.kill("SIGKILL");
      }, timeoutSeconds * 1000);
      child.kill("SIGTERM");
      const code = await ended;
      clearTimeout(timer);
      if (isTooLate) throw new Error(`It did not stop within ${timeoutSeconds} s:\n${lines.output.join("\n")}`);
      return code;
    },
  };
}
