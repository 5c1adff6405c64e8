import type { StorageQuestion } from "../contestants/storage-server.ts";
import { ownScript, type RunningServer } from "../processes/start-server.ts";
import type { Stage } from "../stage/stage.ts";
import type { Place } from "./open-storage.ts";
import type { OperationOptions, OperationOutcome } from "./operations.ts";
import type { Sample } from "./stored.ts";

/** A driver in a process of its own, on the server's core. */
export interface StorageProcess {
  readonly pid: number;
  store(sample: Sample, count: number): Promise<void>;
  operate(options: OperationOptions): Promise<OperationOutcome>;
  updateAll(): Promise<void>;
  heapBytes(): Promise<number>;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startStorage(stage: Stage, place: Place): Promise<StorageProcess> {
  const server = await stage.start({
    command: ["--expose-gc", ownScript("contestants/storage-server")],
    env: { STORAGE: JSON.stringify(place) },
    place: "server",
  });
  const ask = (question: StorageQuestion) => answerOf(server, question);
  return {
    pid: server.pid,
    store: async (sample, count) => void (await ask({ kind: "store", sample, count })),
    // The process is our own, and answers with what its function returned.
    operate: async (options) => (await ask({ kind: "operate", ...options })) as OperationOutcome,
    updateAll: async () => void (await ask({ kind: "update_all" })),
    clear: async () => void (await ask({ kind: "clear" })),
    heapBytes: async () => Number(await ask({ kind: "heap" })),
    stop: server.stop,
  };
}

/** @throws {Error} with what the process says. */
async function answerOf({ port }: RunningServer, question: StorageQuestion): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: JSON.stringify(question) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return JSON.parse(text);
}
