import { scenarioTable } from "../report/markdown.ts";
import { row } from "../report/row.ts";
import type { CountedAction } from "./counted-actions.ts";
import type { Calls } from "./counted-storage.ts";
import type { KindSize, StorageResults } from "./results.ts";
import type { EntryBytes } from "./stored-bytes.ts";

/** The whole page. */
export const storagePage = (results: StorageResults): string =>
  [
    "<!-- Written by `pnpm bench storage --write`; not to be edited. -->",
    "# Storages, measured",
    `Medians of ${results.rounds} rounds, storages in turn; in brackets the lowest and the highest. What it means for a number of ` +
      "users: [scaling.md](../scaling.md). The same for programs: [storage.json](storage.json).",
    `Measured on ${results.at.slice(0, 10)}. ${listOf(results.machine)}. ${listOf(results.versions)}.`,
    ...Object.entries(results.missing).map(([name, why]) => `Not measured: ${name}, since ${why}.`),
    ...results.scenarios.flatMap((scenario) => [`## ${scenario.title}`, scenario.about, scenarioTable(scenario)]),
    "## Bytes of an entry",
    "What is taken by one, with everything that belongs to it: indexes, room that is kept free, what was replaced and is not cleared " +
      "away yet. In brackets a session after each of them was replaced five times.",
    bytesTable(results.bytes),
    "## What is stored",
    "The largest of each kind, and for how long it stays when nothing happens any more.",
    kindsTable(results.kinds),
    "## What an action asks of the storage",
    "Counted, not measured, with no cache of sessions. The outbox is beside the entries, in the same storage.",
    actionsTable(results.actions),
  ].join("\n\n");

const listOf = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

const number = (value: number) => value.toLocaleString("en");

export function bytesTable(bytes: readonly EntryBytes[]): string {
  const kinds = [...new Set(bytes.map(({ kind }) => kind))];
  const storages = [...new Set(bytes.map(({ storage }) => storage))];
  const cell = (storage: string, kind: string) => {
    const found = bytes.find((candidate) => candidate.storage === storage && candidate.kind === kind);
    if (!found) return "–";
    const { addedBytes, replacedBytes } = found;
    return addedBytes === replacedBytes ? number(addedBytes) : `${number(addedBytes)} (${number(replacedBytes)})`;
  };
  return [
    row(["", ...kinds.map((kind) => `\`${kind}\``)]),
    row(["---", ...kinds.map(() => "--:")]),
    ...storages.map((storage) => row([storage, ...kinds.map((kind) => cell(storage, kind))])),
  ].join("\n");
}

const kindsTable = (kinds: readonly KindSize[]): string =>
  [
    row(["key", "bytes of the key", "bytes of the value", "stays for"]),
    row(["---", "--:", "--:", "--:"]),
    ...kinds.map(({ kind, keyBytes, valueBytes, livesSeconds }) =>
      row([`\`${kind}.…\``, number(keyBytes), number(valueBytes), duration(livesSeconds)]),
    ),
  ].join("\n");

function duration(seconds: number): string {
  if (seconds >= 86_400) return `${number(Math.round(seconds / 86_400))} days`;
  return seconds >= 60 ? `${number(Math.round(seconds / 60))} min` : `${number(Math.round(seconds))} s`;
}

const actionsTable = (actions: readonly CountedAction[]): string =>
  [
    row(["", "requests", "get", "add", "update", "delete", "outbox", "hashes", "mails"]),
    row(["---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:"]),
    ...actions.map(({ name, cost }) =>
      row([
        name,
        String(cost.requests),
        ...["get", "add", "update", "delete"].map((method) => String(cost.entries[method] ?? 0)),
        String(sumOf(cost.outbox)),
        String(cost.hashes),
        String(cost.mails),
      ]),
    ),
  ].join("\n");

const sumOf = (calls: Calls) => Object.values(calls).reduce((sum, count) => sum + count, 0);
