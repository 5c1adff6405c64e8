import type { ChildProcess } from "node:child_process";

/** Children that have not ended yet. */
const running = new Set<ChildProcess>();
/** Each of them ends a process that does not listen to it, and skips "exit". Test runners end their workers like that. */
const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Makes sure that the child does not outlive this process, however that ends (`kill -9` excepted). */
export function endWithThisProcess(child: ChildProcess): void {
  if (running.size === 0) watch();
  running.add(child);
  child.once("close", () => {
    running.delete(child);
    if (running.size === 0) unwatch();
  });
}

function watch(): void {
  process.on("exit", killAll);
  for (const signal of signals) process.on(signal, endBy);
}

function unwatch(): void {
  process.off("exit", killAll);
  for (const signal of signals) process.off(signal, endBy);
}

function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Then does what the signal would have done without this listener, unless somebody else listens, whose affair it is then. */
function endBy(signal: NodeJS.Signals): void {
  killAll();
  process.off(signal, endBy);
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
