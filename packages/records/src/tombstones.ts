import { modify } from "./modify.ts";
import { digest } from "./secrets.ts";
import type { Storage, StoredEntry } from "./storage.ts";

export interface TombstonesOptions {
  readonly storage: Storage;
  readonly now: () => Date;
  /** Part of the storage keys. */
  readonly name: string;
  /** For as long as anything from before could otherwise still be valid. */
  readonly keptSeconds: number;
}

/** Remembers what is gone, and since when: for what could come back under the same id as something else. */
export function tombstones({ storage, now, name, keptSeconds }: TombstonesOptions) {
  const key = (id: string) => `${name}.${digest(id)}`;

  return {
    /** `id` was last gone at `time`, now by default. */
    async add(id: string, time = now()): Promise<void> {
      await modify(storage, key(id), (stored) => {
        // The latest: what was gone already does not come back because a clock went back meanwhile.
        const goneAt = Math.max(time.getTime(), stored ? decode(stored) : 0);
        return {
          write: { value: encode(goneAt), expiresAt: new Date(goneAt + keptSeconds * 1000) },
          result: undefined,
        };
      });
    },

    /** Whether `id` was gone at some time since. */
    async isGoneSince(id: string, time: Date): Promise<boolean> {
      const stored = await storage.get(key(id));
      return stored !== undefined && time.getTime() <= decode(stored);
    },
  };
}

const encode = (goneAt: number) => new TextEncoder().encode(JSON.stringify(goneAt));
const decode = ({ value }: StoredEntry): number => JSON.parse(new TextDecoder().decode(value));
