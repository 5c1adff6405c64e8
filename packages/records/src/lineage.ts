import { type Awaitable, andThen } from "./awaitable.ts";
import { modify } from "./modify.ts";
import { digest } from "./secrets.ts";
import type { Storage, StoredEntry } from "./storage.ts";
import { fromBytes, toBytes } from "./stored-json.ts";

export interface LineageOptions {
  readonly storage: Storage;
  readonly now: () => Date;
  /** Part of the storage keys. */
  readonly name: string;
  /** For as long as anything from before could otherwise still be valid. */
  readonly keptSeconds: number;
}

/** What somebody showed at one time: how often their secret was changed, and which one it was. No two people share one. */
export interface Version {
  readonly counter: number;
  readonly identity: string;
}

/** Whom something was made for, at `since`, and who has the id now. */
interface Comparison {
  readonly seen: Version;
  readonly since: Date;
  readonly current: Version;
}

/** What is known of an id: when it was last somebody else's, and what its owner showed since. */
interface Known {
  /** In unix milliseconds. */
  readonly goneAt: number;
  /** Oldest first, at most one of a counter. The last one may never have come to be. */
  readonly versions: readonly Version[];
}

const unknown: Known = { goneAt: 0, versions: [] };
const maxVersions = 20;

/**
 * Tells whether the owner of an id is still the same after their secret changed, or somebody else who was given the id
 * (REQUIREMENTS O4): by the changes that were noted, and by when the id was last known to be free.
 */
export function lineage({ storage, now, name, keptSeconds }: LineageOptions) {
  const key = (id: string) => `${name}.${digest(id)}`;
  const learn = async (id: string, change: (known: Known) => Known) =>
    modify<void>(storage, key(id), (stored) => {
      const known = change(stored ? decode(stored) : unknown);
      const expiresAt = new Date(Math.max(now().getTime(), known.goneAt) + keptSeconds * 1000);
      return { write: { value: toBytes(known), expiresAt }, result: undefined };
    });
  /** The latest: what was free already is not taken again because a clock went back meanwhile. */
  const later = (known: Known, time: Date) => Math.max(known.goneAt, time.getTime());

  return {
    /** The id belongs to nobody now. */
    end: (id: string) => learn(id, (known) => ({ goneAt: later(known, now()), versions: [] })),

    /** The id belongs to somebody new, who shows `first`. Whatever was made for it before this millisecond was another's. */
    begin: (id: string, first: Version) =>
      learn(id, (known) => ({ goneAt: later(known, new Date(now().getTime() - 1)), versions: [first] })),

    /** The owner of the id is about to change from `before` to `after`. Harmless if that comes to nothing. */
    note: (id: string, before: Version, after: Version) =>
      learn(id, ({ goneAt, versions }) => {
        const certain = versions.slice(0, -1);
        // Somebody else showed something else at the same counter: what is known is about them.
        const earlier = contradicts(certain, before) ? [] : certain.filter(({ counter }) => counter < before.counter);
        return { goneAt, versions: [...earlier, before, after].slice(-maxVersions) };
      }),

    /**
     * Whether `current` is the owner of the id whom `seen` was made for at `since`. Certain where both were noted; else
     * a changed secret is believed unless the id was free since. One read at most, and none while nothing changed.
     */
    isSame(id: string, { seen, since, current }: Comparison): Awaitable<boolean> {
      if (seen.identity === current.identity) return true;
      if (current.counter <= seen.counter) return false; // no change makes the counter stand still or go down
      return andThen(storage.get(key(id)), (stored) => {
        const known = stored ? decode(stored) : unknown;
        const isKnown = (version: Version) => known.versions.some(({ identity }) => identity === version.identity);
        if (isKnown(current) && isKnown(seen)) return true;
        if (isKnown(current) && contradicts(known.versions, seen)) return false;
        return known.goneAt < since.getTime();
      });
    },
  };
}
export type Lineage = ReturnType<typeof lineage>;

const contradicts = (versions: readonly Version[], { counter, identity }: Version) =>
  versions.some((version) => version.counter === counter && version.identity !== identity);

const decode = ({ value }: StoredEntry): Known => fromBytes(value);
