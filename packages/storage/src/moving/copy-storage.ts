import { randomUUID } from "node:crypto";
import type { StorageDriver } from "../driver.ts";
import { adoptTrustedTime, lastSweptAt } from "../trusted-time.ts";
import { countDifferences } from "./compare.ts";
import { moveOutbox } from "./move-outbox.ts";
import { pagesOf } from "./pages.ts";

export interface CopyOptions {
  readonly from: StorageDriver;
  readonly to: StorageDriver;
  /** What waits in the outbox of `from` to be handed over. */
  readonly topics: readonly string[];
  /** Whether to go on though a server has swept one of the two within the last minute. */
  readonly servers: "looked for" | "stopped";
  /** What becomes of entries that are in `to` already: an interrupted copy is resumed with `kept`. */
  readonly there: "kept" | "removed";
  readonly now: () => Date;
  /** How long to wait for what is being handed over; by default a little longer than a process that died holds it. */
  readonly patienceSeconds?: number;
  readonly onProgress?: (progress: CopyProgress) => void;
}

export interface CopyProgress {
  readonly step: "copying" | "comparing";
  readonly entries: number;
  /** About how many there are. */
  readonly ofEntries: number;
}

export type CopyResult =
  | {
      readonly ok: true;
      /** How many entries `from` has. */
      readonly entries: number;
      /** How many of them were not in `to` before. */
      readonly stored: number;
      /** How many items of the outbox were moved. */
      readonly items: number;
    }
  | CopyRefusal;

export type CopyRefusal = { readonly ok: false } & (
  | { readonly reason: "same_storage" }
  /** A server runs there, or has until a minute ago. */
  | { readonly reason: "in_use"; readonly side: "from" | "to" }
  /** Entries are not the same in both: one of them was used since this copy, or an earlier one, began. */
  | { readonly reason: "differs"; readonly differences: number }
  /** A server is handing over items of the outbox. Of `from`: the entries are all there. Of `to`: it was not emptied. */
  | { readonly reason: "outbox_held"; readonly side: "from" | "to"; readonly items: number }
);

/**
 * Copies all entries of `from` into `to` with their counters, looks whether they arrived, and moves what waits in the
 * outbox. Nothing is removed from `from` but that. No server may use either of them meanwhile: what cannot be known
 * before is noticed in the end, when the two are compared. Doing it again resumes it.
 *
 * @throws whatever the drivers throw.
 */
export async function copyStorage(options: CopyOptions): Promise<CopyResult> {
  const { from, to, topics, now, patienceSeconds } = options;
  const refusal = await findRefusal(options);
  if (refusal) return refusal;
  if (options.there === "removed") {
    const { left } = await moveOutbox({ from: to.outbox, to: from.outbox, topics, now, patienceSeconds });
    if (left > 0) return { ok: false, reason: "outbox_held", side: "to", items: left };
    await to.clear();
  }
  const copied = await copyEntries(options);
  const differences = await compareBoth(options, copied.entries);
  if (differences > 0) return { ok: false, reason: "differs", differences };
  const { items, left } = await moveOutbox({ from: from.outbox, to: to.outbox, topics, now, patienceSeconds });
  if (left > 0) return { ok: false, reason: "outbox_held", side: "from", items: left };
  await adoptTrustedTime(to, from); // last: until then `to` does not look as if a server had been there
  return { ok: true, ...copied, items };
}

async function findRefusal({ from, to, servers, now }: CopyOptions): Promise<CopyRefusal | undefined> {
  if (await isSameStorage({ from, to, now })) return { ok: false, reason: "same_storage" };
  if (servers === "stopped") return undefined;
  if (await isInUse(from, now())) return { ok: false, reason: "in_use", side: "from" };
  return (await isInUse(to, now())) ? { ok: false, reason: "in_use", side: "to" } : undefined;
}

/** Under whatever names the two are known: what is written to the one is seen in the other. */
async function isSameStorage({ from, to, now }: Pick<CopyOptions, "from" | "to" | "now">): Promise<boolean> {
  const key = `probe.${randomUUID()}`;
  await to.add(key, { value: new Uint8Array(), expiresAt: new Date(now().getTime() + 60_000) });
  const isSame = (await from.get(key)) !== undefined;
  await to.delete(key);
  return isSame;
}

/** A server sweeps every minute. */
const sweptRecentlySeconds = 65;

async function isInUse(driver: StorageDriver, now: Date): Promise<boolean> {
  const sweptAt = await lastSweptAt(driver);
  return sweptAt !== undefined && Math.abs(now.getTime() - sweptAt.getTime()) < sweptRecentlySeconds * 1000;
}

async function copyEntries({ from, to, onProgress }: CopyOptions) {
  const ofEntries = await from.count();
  let [entries, stored] = [0, 0];
  for await (const page of pagesOf(from)) {
    stored += await to.restore(page);
    entries += page.length;
    onProgress?.({ step: "copying", entries, ofEntries });
  }
  return { entries, stored };
}

/** In both directions: what was deleted in `from` meanwhile must not live on in `to`. */
async function compareBoth({ from, to, now, onProgress }: CopyOptions, entries: number): Promise<number> {
  const at = now();
  const onLooked = (before: number) => (looked: number) =>
    onProgress?.({ step: "comparing", entries: before + looked, ofEntries: 2 * entries });
  const missing = await countDifferences(from, to, { now: at, onLooked: onLooked(0) });
  return missing > 0 ? missing : countDifferences(to, from, { now: at, onLooked: onLooked(entries) });
}
