import type { StorageDriver } from "@tiauth/storage";

/** An entry of which there are to be many copies, as it travels between processes. */
export interface Sample {
  readonly key: string;
  /** Base64. */
  readonly value: string;
  readonly livesSeconds: number;
}

/** Copies of one entry that are stored, under keys of their own. */
export interface Stored {
  readonly entry: { readonly value: Uint8Array; readonly expiresAt: Date };
  readonly keys: readonly string[];
  /** How often each was updated. */
  readonly counters: number[];
  /** A key that was not used yet, and looks like the others. */
  readonly newKey: () => string;
}

const alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
const perRestore = 500;

/** Stores that many copies. */
export async function storeCopies(driver: StorageDriver, sample: Sample, count: number): Promise<Stored> {
  const newKey = keysLike(sample.key);
  const keys = Array.from({ length: count }, newKey);
  const entry = {
    value: Buffer.from(sample.value, "base64"),
    expiresAt: new Date(Date.now() + Math.max(600, sample.livesSeconds) * 1000),
  };
  for (let first = 0; first < count; first += perRestore)
    await driver.restore(keys.slice(first, first + perRestore).map((key) => ({ ...entry, key, counter: 0 })));
  return { entry, keys, counters: keys.map(() => 0), newKey };
}

/** Keys of the same kind and length, in no order, as in life: pages of an index are as full as they would be. */
function keysLike(key: string): () => string {
  const kind = key.slice(0, key.lastIndexOf(".") + 1);
  const length = key.length - kind.length;
  // Joined at once: a text that grew letter by letter takes ten times the memory.
  return () => [kind, ...Array.from({ length }, anyLetter)].join("");
}

const anyLetter = () => alphabet[Math.floor(Math.random() * alphabet.length)] ?? "";
