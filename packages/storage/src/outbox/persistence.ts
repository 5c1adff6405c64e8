import { setTimeout as delay } from "node:timers/promises";

export interface Persistence {
  /** Resolves once `write` succeeded, or was given up at the end: with its answer, or undefined. Never rejects. */
  write<T>(write: () => T | Promise<T>): Promise<T | undefined>;
  /** From now on a write that fails is given up, and not told of. */
  end(): void;
}

export interface PersistenceOptions {
  readonly pauseSeconds: number;
  /** Told of the first failure after a success. */
  readonly onError: (error: unknown) => void;
}

/**
 * Writes what must be written some time, one after the other: while the disk is full, one write is tried in each pause
 * and all others wait for it, so that trouble with the disk costs next to nothing.
 */
export function createPersistence({ pauseSeconds, onError }: PersistenceOptions): Persistence {
  const ended = new AbortController();
  let last: Promise<unknown> = Promise.resolve();

  const untilWritten = async <T>(write: () => T | Promise<T>): Promise<T | undefined> => {
    for (let isFirst = true; ; isFirst = false) {
      try {
        return await write();
      } catch (error) {
        if (isFirst && !ended.signal.aborted) onError(error);
      }
      if (ended.signal.aborted) return undefined;
      await delay(pauseSeconds * 1000, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    }
  };

  return {
    write(write) {
      const written = last.then(() => untilWritten(write));
      last = written;
      return written;
    },
    end: () => ended.abort(),
  };
}
