import type { Logs } from "../logs/logs.ts";

/** The last line of a process that dies of a bug. */
export function logCrashes(logs: Logs): void {
  process.on("uncaughtException", (error) => {
    logs.failure("crashed", error);
    process.exit(1);
  });
}
