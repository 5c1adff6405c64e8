import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

/** Where a process may run: on the core of the measured server, on that of everybody else, or anywhere. */
export type Place = "server" | "load" | "anywhere";

const cores: Readonly<Record<Place, string>> = { server: "0", load: "1", anywhere: "0,1" };

/** Whether processes are kept to their cores: Linux with `taskset`, and at least two cores. */
export const isPinning = availableParallelism() > 1 && spawnSync("taskset", ["-V"]).status === 0;

/** The command as it has to be started so that it runs there. */
export const pinned = (place: Place, command: readonly string[]): readonly string[] =>
  isPinning ? ["taskset", "-c", cores[place], ...command] : command;

/** Keeps this process, which only waits while something is measured, off the server's core. */
export function keepAside(): void {
  if (isPinning) spawnSync("taskset", ["-c", "-p", cores.load, String(process.pid)]);
}
