import type { Composition } from "../compose.ts";
import type { Listeners } from "../listeners.ts";
import type { Tracing } from "../tracing/index.ts";

/**
 * Together less than the 10 s in which a stop has to be done (REQUIREMENTS D4), with a quarter of a second for the last
 * answers and one second for a log that nobody reads. The first is more than any call of the user server takes.
 */
export const drainSeconds = 5.5;
const deliverySeconds = 1.5;
const closeSeconds = 1;

/** Resolves at the first SIGTERM, SIGINT or call of `now`; those that follow change nothing. */
export function stopSignal(): { readonly signal: Promise<void>; now(): void } {
  let now = () => {};
  const signal = new Promise<void>((resolve) => {
    now = resolve;
    process.on("SIGTERM", () => resolve());
    process.on("SIGINT", () => resolve());
  });
  return { signal, now };
}

/** Refuses new requests, finishes those under way and the notices going out, then gives everything back. Bounded in time. */
export async function stop(parts: Composition, listeners: Pick<Listeners, "close">, tracing?: Tracing): Promise<void> {
  await listeners.close(drainSeconds);
  await release(parts, tracing);
}

/** Finishes the notices going out, then gives everything back; the others are kept. Bounded in time. */
export async function release(parts: Composition, tracing?: Tracing): Promise<void> {
  const { deliveries, email, userServer } = parts;
  await Promise.all([deliveries.stop(deliverySeconds), within(deliverySeconds, parts.idle())]);
  // What is still being handed over ends with its connection, and that is written down.
  const closing = [email.close(), userServer.close(), deliveries.close(), tracing?.stop()];
  await within(closeSeconds, Promise.allSettled(closing));
  for (const { close } of parts.storages) await close();
}

/** Resolves when the work is done, or the time is up. */
export async function within(seconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([work, timeIsUp]);
  clearTimeout(timer);
}
