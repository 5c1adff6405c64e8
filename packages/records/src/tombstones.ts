import { modify } from "./modify.ts";
import { digest } from "./secrets.ts";
import type { Storage } from "./storage.ts";

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
    async add(id: string): Promise<void> {
      const value = new TextEncoder().encode(JSON.stringify(now().getTime()));
      const expiresAt = new Date(now().getTime() + keptSeconds * 1000);
      await modify(storage, key(id), () => ({ write: { value, expiresAt }, result: undefined }));
    },

    /** Whether `id` was gone at some time since. */
    async isGoneSince(id: string, time: Date): Promise<boolean> {
      const stored = await storage.get(key(id));
      return stored !== undefined && time.getTime() <= JSON.parse(new TextDecoder().decode(stored.value));
    },
  };
}
