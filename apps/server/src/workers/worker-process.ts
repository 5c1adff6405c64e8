import { connectCalls } from "./calls.ts";
import type { PrimaryCalls, WorkerCalls } from "./contract.ts";
import { processChannel } from "./process-channel.ts";
import { startWorker, type Worker } from "./worker.ts";

// The primary is told to stop, and tells its workers. A terminal's Ctrl-C and systemd tell every process of a group.
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => undefined);
// Without its primary this process ends: the cluster sees to that. Until then nobody reads its log.
process.stdout.on("error", () => undefined);

let starting: Promise<Worker> | undefined;
const worker = () => starting ?? Promise.reject(new Error("it was not started"));

const calls = connectCalls<PrimaryCalls>(processChannel(process), {
  start: async (brief) => {
    starting = startWorker(brief, calls);
    return (await starting).port;
  },
  lead: async () => (await worker()).lead(),
  deliver: async () => (await worker()).deliver(),
  figures: async () => (await worker()).figures(),
  clear: async () => (await worker()).clear(),
  forget: async () => (await worker()).forget(),
  drain: async () => (await worker()).drain(),
  leave: async () => (await worker()).leave(),
} satisfies WorkerCalls);
calls.tell("hello");
