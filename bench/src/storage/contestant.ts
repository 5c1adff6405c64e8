import type { Place } from "./open-storage.ts";

/** A storage that takes part. */
export interface Contestant {
  readonly name: string;
  /** Whether it has processes of its own, children of this one. */
  readonly isEngine: boolean;
  /** Somewhere empty. */
  newPlace(): Promise<Place>;
  /** What Tiauth has to be told to keep its records there. */
  settings(place: Place): Readonly<Record<string, string>>;
  /** How many bytes are taken there; undefined if it is the process's own memory. */
  readonly takenBytes: ((place: Place) => Promise<number>) | undefined;
}

/** An engine that runs, in as many ways as it is measured; or why it does not. */
export type EngineContestants =
  | { readonly contestants: readonly Contestant[]; readonly version: string; stop(): Promise<void> }
  | { readonly missing: string };
