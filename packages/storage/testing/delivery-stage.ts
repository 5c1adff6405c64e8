import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createDelivery } from "../src/outbox/delivery.ts";
import type { DeliveryOptions, DeliveryOutcome, Dropped } from "../src/outbox/delivery-options.ts";
import { openSqliteStorage } from "../src/sqlite/index.ts";

export const topic = "a";
export const deadline = { timeout: 4000, interval: 2 };
export const delivered: DeliveryOutcome = { outcome: "delivered" };
export const failed = (text = "later"): DeliveryOutcome => ({ outcome: "failed", error: new Error(text) });

/** A SQLite file that ends with the test, a clock, and deliveries that tell what happened. */
export function setUp() {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-outbox-"));
  const path = join(directory, "db.sqlite");
  const open = () => {
    const opened = openSqliteStorage({ path, synchronous: "normal" });
    closers.push(opened.close);
    return opened;
  };
  const closers: (() => void)[] = [];
  onTestFinished(() => {
    for (const close of closers) close();
    rmSync(directory, { recursive: true });
  });
  const storage = open();
  const clock = { at: Date.UTC(2029, 0, 1) };
  const now = () => new Date(clock.at);
  const events = { dropped: [] as Dropped[], failing: [] as unknown[], recovered: 0, errors: [] as unknown[] };
  const deliveryOf = (options: Partial<DeliveryOptions> & Pick<DeliveryOptions, "deliver">) => {
    const delivery = createDelivery({
      outbox: storage.outbox,
      topic,
      now,
      onDropped: (dropped) => events.dropped.push(dropped),
      onFailing: (error) => events.failing.push(error),
      onRecovered: () => {
        events.recovered += 1;
      },
      onError: (error) => events.errors.push(error),
      pollSeconds: 0.005,
      ...options,
    });
    onTestFinished(() => delivery.stop(0));
    return delivery;
  };
  const addAll = (payloads: readonly string[]) => {
    for (const payload of payloads) storage.outbox.add({ topic, payload, now: now() });
  };
  return { path, open, storage, clock, now, events, deliveryOf, addAll };
}

export const names = (count: number) => Array.from({ length: count }, (_, i) => `item ${i}`);
/** Resolves when it is told to. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

/** Somebody who takes what is handed over, and says so once the gate is open. */
export function slowPeer() {
  const { opened, open } = gate();
  const seen: string[] = [];
  const deliver = async (payload: string) => {
    seen.push(payload);
    await opened;
    return delivered;
  };
  return { seen, open, deliver };
}
