import type { ChildProcess } from "node:child_process";

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
  process.once("exit", () => {
    for (const child of running) child.kill("SIGKILL");
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
}
