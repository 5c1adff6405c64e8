import { decode, encode } from "@tiauth/protocol";
import * as z from "zod/mini";
import { type Awaitable, andThen } from "./awaitable.ts";
import { modify } from "./modify.ts";
import { instant, type RecordPorts } from "./records.ts";
import { digest } from "./secrets.ts";
import type { StoredEntry } from "./storage.ts";
import { fromBytes, toBytes } from "./stored-json.ts";

export interface ListingsOptions<N> extends Pick<RecordPorts, "storage" | "now"> {
  /** Part of the storage keys. */
  readonly name: string;
  /** What is noted of each thing that is listed. */
  readonly note: z.ZodMiniType<N>;
  readonly maxEntries: number;
  /** How long a list is kept after something was last put on it. */
  readonly keptSeconds: number;
}

export interface Listed<N> {
  readonly id: string;
  /** When it was last put on the list. */
  readonly listedAt: Date;
  readonly note: N;
}

/**
 * What belongs to each owner, as a list of ids with notes, one entry a list: a key-value store cannot be asked for it. The
 * one that was put there longest ago is first, and makes room.
 */
export function listings<N>({ storage, now, name, note, maxEntries, keptSeconds }: ListingsOptions<N>) {
  const blob = z.array(z.object({ id: z.string(), listedAt: instant, note }));
  const key = (owner: string) => `${name}.${digest(owner)}`;
  const unpack = (stored: StoredEntry | undefined): readonly Listed<N>[] =>
    stored ? decode(blob, fromBytes(stored.value)) : [];
  const pack = (list: readonly Listed<N>[]) => ({
    value: toBytes(encode(blob, [...list])),
    expiresAt: new Date(latest(list, now()) + keptSeconds * 1000),
  });

  return {
    get: (owner: string): Awaitable<readonly Listed<N>[]> => andThen(storage.get(key(owner)), unpack),

    /** Puts it last. What was noted of it before stays. Answers with the ids that had to make room. */
    put: (owner: string, id: string, note: N): Awaitable<readonly string[]> =>
      modify(storage, key(owner), (stored) => {
        const list = unpack(stored);
        const before = list.find((listed) => listed.id === id);
        const longer = [...list.filter((listed) => listed !== before), { note, ...before, id, listedAt: now() }];
        const kept = longer.slice(-maxEntries);
        return { write: pack(kept), result: longer.slice(0, -maxEntries).map((listed) => listed.id) };
      }),

    /** Does away with the whole list. */
    drop: (owner: string): Awaitable<unknown> => storage.delete(key(owner)),

    /** Takes off what is not there any more. */
    strike: (owner: string, ids: readonly string[]): Awaitable<void> =>
      modify<void>(storage, key(owner), (stored) => {
        const list = unpack(stored);
        const kept = list.filter(({ id }) => !ids.includes(id));
        return { ...(kept.length < list.length && { write: pack(kept) }), result: undefined };
      }),
  };
}

/** In unix milliseconds: a clock that went back does not shorten the life of a list. */
const latest = (list: readonly { readonly listedAt: Date }[], now: Date) =>
  Math.max(now.getTime(), ...list.map(({ listedAt }) => listedAt.getTime()));
