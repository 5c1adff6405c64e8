import type { ChildProcess } from "node:child_process";
import cluster from "node:cluster";
import { fileURLToPath } from "node:url";
import { type Callable, type Calls, connectCalls } from "./calls.ts";
import type { WorkerCalls } from "./contract.ts";
import { printLines } from "./print-lines.ts";
import { processChannel, whenHeard } from "./process-channel.ts";

/** A worker as its primary sees it. */
export interface Member extends Calls<WorkerCalls> {
  /** Resolves with how its process has ended, in a few words, when all that it had printed was read. Never rejects. */
  readonly ended: Promise<string>;
  kill(): void;
}

const exec = fileURLToPath(new URL("./worker-process.js", import.meta.url));

/**
 * Starts the process of a worker, which waits for its `start`. It takes connections from the port by itself: the primary
 * is not in between.
 *
 * @param print takes the lines of its log.
 */
export function hire(ours: Callable, print: (line: string) => void): Member {
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec, args: [], stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const worker = cluster.fork();
  worker.on("error", () => undefined); // of a process that is gone, or was never there: `endOf` tells
  const { process: child } = worker;
  return {
    ...connectCalls<WorkerCalls>(whenHeard(processChannel(child)), ours),
    ended: Promise.all([endOf(child), child.stdout && printLines(child.stdout, print)]).then(([how]) => how),
    kill: () => void child.kill("SIGKILL"),
  };
}

const endOf = (child: ChildProcess) =>
  new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    child.once("error", ({ message }) => child.pid === undefined && resolve(message));
  });
