import { readFileSync } from "node:fs";
import { inRepository } from "./format.ts";

/** What `pnpm bench storage` left in storage.json, as far as the model asks for it. */
interface Measured {
  readonly at: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly scenarios: readonly {
    readonly name: string;
    readonly entrants: readonly {
      readonly name: string;
      readonly figures: Readonly<Record<string, { readonly median: number }>>;
    }[];
  }[];
  readonly actions: readonly { readonly name: string; readonly cost: ActionCost }[];
  readonly kinds: readonly { readonly kind: string; readonly livesSeconds: number }[];
  readonly bytes: readonly EntryBytes[];
}

interface EntryBytes {
  readonly storage: string;
  readonly kind: string;
  readonly addedBytes: number;
  readonly replacedBytes: number;
}

/** What somebody's doing something costs, counted. */
export interface ActionCost {
  readonly requests: number;
  readonly hashes: number;
  readonly mails: number;
  readonly entries: Readonly<Record<string, number>>;
  readonly outbox: Readonly<Record<string, number>>;
}

/** The inputs of the model. Each throws an {@link Error} for what was not measured, unless it says otherwise. */
export interface ScalingFigures {
  readonly on: string;
  readonly machine: string;
  readonly storages: readonly string[];
  /** The median of a figure; undefined if it was not measured. */
  median(scenario: string, entrant: string, figure: string): number | undefined;
  action(name: string): ActionCost;
  /** What one entry takes; undefined if it was not measured. */
  bytes(storage: string, kind: string): EntryBytes | undefined;
  livesSeconds(kind: string): number;
}

/** Reads docs/generated/storage.json. */
export const readScalingFigures = (): ScalingFigures =>
  scalingFigures(JSON.parse(readFileSync(inRepository("docs/generated/storage.json"), "utf8")));

export function scalingFigures({ at, machine, versions, scenarios, actions, kinds, bytes }: Measured): ScalingFigures {
  return {
    on: at.slice(0, 10),
    machine: [machine.Processor, `${machine.Cores?.split(",")[0]} cores`, versionsOf(versions)].join(", "),
    storages: [...new Set(bytes.map(({ storage }) => storage))],
    median(scenario, entrant, figure) {
      const found = scenarios.find(({ name }) => name === scenario)?.entrants.find(({ name }) => name === entrant);
      return found?.figures[figure]?.median;
    },
    action: (name) => known(actions.find((action) => action.name === name)?.cost, name),
    bytes: (storage, kind) => bytes.find((entry) => entry.storage === storage && entry.kind === kind),
    livesSeconds: (kind) => known(kinds.find((entry) => entry.kind === kind)?.livesSeconds, kind),
  };
}

const versionsOf = (versions: Readonly<Record<string, string>>) =>
  ["Node.js", "Postgres", "Redis"].flatMap((name) => (versions[name] ? [`${name} ${versions[name]}`] : [])).join(", ");

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`Nothing is known of ${name}: run pnpm bench storage --write.`);
  return value;
}
