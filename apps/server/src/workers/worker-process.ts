import { connectCalls } from "./calls.ts";
import type { PrimaryCalls, WorkerCalls } from "./contract.ts";
import { processChannel } from "./process-channel.ts";
import { startWorker, type Worker } from "./worker.ts";

// The primary is told to stop, and tells its workers. A terminal's Ctrl-C and systemd tell every process of a group.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => undefined);
// Without its primary this process ends: the cluster sees to that. Until then nobody reads its log.
process.stdout.on("error", () => undefined);

let worker: Worker | undefined;

function started(): Worker {
  if (!worker) throw new Error("it was not started");
  return worker;
}

const calls = connectCalls<PrimaryCalls>(processChannel(process), {
  start: async (brief) => {
    worker = await startWorker(brief, calls);
    return worker.port;
  },
  lead: async () => started().lead(),
  deliver: async () => started().deliver(),
  figures: async () => started().figures(),
  clear: async () => started().clear(),
  forget: async () => started().forget(),
  // Who takes no requests yet has none to finish, and may have to wait long for what it starts with.
  drain: async () => (worker ?? process.exit()).drain(),
  leave: async () => started().leave(),
} satisfies WorkerCalls);
calls.tell("hello");
