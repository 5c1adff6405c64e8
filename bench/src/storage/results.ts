import type { ScenarioResult } from "../report/results.ts";
import type { CountedAction, StoredKind } from "./counted-actions.ts";
import type { EntryBytes } from "./stored-bytes.ts";

/** What is known of the storages; as JSON in docs/generated/storage.json. */
export interface StorageResults {
  /** ISO 8601. */
  readonly at: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  /** Who did not take part, and why. */
  readonly missing: Readonly<Record<string, string>>;
  readonly scenarios: readonly ScenarioResult[];
  readonly actions: readonly CountedAction[];
  readonly kinds: readonly KindSize[];
  readonly bytes: readonly EntryBytes[];
}

export interface KindSize extends Pick<StoredKind, "kind" | "livesSeconds"> {
  readonly keyBytes: number;
  readonly valueBytes: number;
}

export const sizeOf = ({ kind, key, value, livesSeconds }: StoredKind): KindSize => ({
  kind,
  livesSeconds,
  keyBytes: Buffer.byteLength(key),
  valueBytes: value.length,
});
