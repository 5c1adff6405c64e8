import { setTimeout as delay } from "node:timers/promises";

const patienceMilliseconds = 15_000;
const pauseMilliseconds = 20;

/** Resolves once it is so. @throws {Error} with `what`, if it is not within 15 s. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`not within ${patienceMilliseconds} ms: ${what}`);
    await delay(pauseMilliseconds);
  }
}
