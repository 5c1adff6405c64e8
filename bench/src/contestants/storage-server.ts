import { createServer } from "node:http";
import { openStorage } from "../storage/open-storage.ts";
import { type OperationOptions, runOperations } from "../storage/operations.ts";
import { type Sample, type Stored, storeCopies } from "../storage/stored.ts";
import { listen } from "./listen.ts";

// A storage in a process of its own, which does with it what it is asked to: so that the driver has a core to itself.

/** What it is asked. */
export type StorageQuestion =
  /** Stores copies; operations then are with these. */
  | { readonly kind: "store"; readonly sample: Sample; readonly count: number }
  | ({ readonly kind: "operate" } & OperationOptions)
  /** Updates each of the copies once. */
  | { readonly kind: "update_all" }
  /** How many bytes the process keeps, without garbage. */
  | { readonly kind: "heap" }
  | { readonly kind: "clear" };

const driver = await openStorage(JSON.parse(process.env.STORAGE ?? ""));
let stored: Stored | undefined;

async function answer(question: StorageQuestion): Promise<unknown> {
  if (question.kind === "heap") return keptBytes();
  if (question.kind === "clear") return driver.clear();
  if (question.kind === "store") {
    stored = await storeCopies(driver, question.sample, question.count);
    return undefined;
  }
  if (!stored) throw new Error("Nothing is stored yet.");
  if (question.kind === "operate") return runOperations(driver, stored, question);
  await runOperations(driver, stored, { operation: "update", seconds: 60, atOnce: 64, most: stored.keys.length });
  return undefined;
}

/** With Node's `--expose-gc`. */
function keptBytes(): number {
  // Twice: what the first one finds to be garbage may hold memory outside of the heap.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

listen(
  createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      response.end(JSON.stringify((await answer(JSON.parse(Buffer.concat(chunks).toString()))) ?? null));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.stack : String(error));
    }
  }),
  () => void driver.close(),
);
