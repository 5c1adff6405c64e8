import { modify } from "./modify.ts";
import { digest } from "./secrets.ts";
import type { Storage } from "./storage.ts";
import { fromBytes, toBytes } from "./stored-json.ts";

export interface FailureStreakOptions {
  readonly storage: Storage;
  readonly now: () => Date;
  /** Part of the storage keys. */
  readonly name: string;
}

/** Whose failures, and against which version of their secret: failures against another version do not count. */
export interface Challenged {
  readonly key: string;
  readonly version: string;
}

interface Streak {
  readonly count: number;
  readonly version: string;
}

const rememberedMs = 365 * 24 * 60 * 60 * 1000;

/** Counts failures in a row. */
export function failureStreak({ storage, now, name }: FailureStreakOptions) {
  const storageKey = (key: string) => `failures.${name}.${digest(key)}`;
  const countOf = ({ version }: Challenged, value: Uint8Array | undefined) => {
    const streak: Streak | undefined = value && fromBytes(value);
    return streak?.version === version ? streak.count : 0;
  };

  return {
    count: async (challenged: Challenged) =>
      countOf(challenged, (await storage.get(storageKey(challenged.key)))?.value),

    add: async (challenged: Challenged) =>
      modify(storage, storageKey(challenged.key), (stored) => {
        const streak: Streak = { count: countOf(challenged, stored?.value) + 1, version: challenged.version };
        return {
          write: { value: toBytes(streak), expiresAt: new Date(now().getTime() + rememberedMs) },
          result: undefined,
        };
      }),

    /** A success ends the streak. Most end none, and then nothing is written. */
    async end({ key }: Challenged): Promise<void> {
      if (await storage.get(storageKey(key))) await storage.delete(storageKey(key));
    },
  };
}
