import type { Entry, StoredEntry } from "./storage.ts";

/** What becomes of an entry: written if `write` is given, else left as it is. */
export interface Change<T> {
  readonly write?: Entry;
  readonly result: T;
}

/** Says what becomes of an entry as it stands. Must be pure: it may run several times. */
export type Changing<T> = (stored: StoredEntry | undefined) => Change<T>;

/** Several changes as one: each is made on what those before it leave, and what the last of them wrote is written. */
export const inTurn =
  <T>(changes: readonly Changing<T>[]): Changing<readonly T[]> =>
  (stored) => {
    let current = stored;
    let last: Entry | undefined;
    const result = changes.map((change) => {
      const { write, result } = change(current);
      if (write) {
        last = write;
        current = { value: write.value, counter: current ? (current.counter + 1) % 2 ** 31 : 0 };
      }
      return result;
    });
    return last ? { write: last, result } : { result };
  };
