import type { ChildProcess } from "node:child_process";

/** Processes that this one started and that have not ended. */
const running = new Set<ChildProcess>();

/** Makes sure that the process does not outlive this one, however this one ends (`kill -9` excepted). */
export function own(child: ChildProcess): void {
  if (running.size === 0) watchOwnEnd();
  running.add(child);
  child.once("exit", () => running.delete(child));
}

let isWatching = false;

function watchOwnEnd(): void {
  if (isWatching) return;
  isWatching = true;
  process.once("exit", killAll);
  // Vitest ends its workers with SIGTERM, which skips "exit"; sent again, it does what it would have done.
  process.once("SIGTERM", () => {
    killAll();
    process.kill(process.pid, "SIGTERM");
  });
}

function killAll(): void {
  for (const child of running) child.kill("SIGKILL");
}
