import type { Stage } from "../stage/stage.ts";
import type { Contestant } from "./contestant.ts";
import { startStorage } from "./storage-process.ts";
import type { Sample } from "./stored.ts";

/** What one entry takes in a storage, indexes and everything included. */
export interface EntryBytes {
  readonly storage: string;
  /** As in `StoredKind`. */
  readonly kind: string;
  /** When it was just added. */
  readonly addedBytes: number;
  /** When all of them have been replaced since, as often as was asked for. */
  readonly replacedBytes: number;
}

export interface BytesOptions {
  readonly kind: string;
  readonly sample: Sample;
  /** How often all of them are replaced. */
  readonly replacements: number;
}

/** Divisible by how many are replaced at once. */
const copies = 12_800;

/** Stores many copies of an entry and looks how much more is taken. */
export async function measureBytes(stage: Stage, contestant: Contestant, options: BytesOptions): Promise<EntryBytes> {
  const place = await contestant.newPlace();
  const storage = await startStorage(stage, place);
  const taken = () => (contestant.takenBytes ? contestant.takenBytes(place) : storage.heapBytes());
  const before = await taken();
  await storage.store(options.sample, copies);
  const added = await taken();
  for (let time = 0; time < options.replacements; time++) await storage.updateAll();
  const replaced = await taken();
  await storage.clear(); // Redis has one memory for all places
  await storage.stop();
  const each = (bytes: number) => Math.round((bytes - before) / copies);
  return {
    storage: contestant.name,
    kind: options.kind,
    addedBytes: each(added),
    replacedBytes: each(replaced),
  };
}
