import type { StorageDriver } from "@tiauth/storage";
import { type CopyRefusal, copyStorage } from "@tiauth/storage/moving";
import { outboxTopics } from "../deliveries/topics.ts";
import type { Variables } from "../settings/env-file.ts";
import { readEnvFileOr } from "../settings/load.ts";
import type { Remark } from "../settings/read.ts";
import { checkStorage } from "../storage/check-storage.ts";
import { openStorage } from "../storage/open-storage.ts";
import { isSameStorage, nameOfStorage, type StorageUrl } from "../storage/storage-url.ts";
import { exitCodes } from "./exit-codes.ts";
import { refuse } from "./mistakes.ts";
import { createProgress } from "./progress.ts";
import { readStorageArgument } from "./storage-argument.ts";
import type { Terminal } from "./terminal.ts";

/** URLs, or names of variables that hold them. */
export interface StorageCopyArguments {
  readonly from: string;
  readonly to: string;
}

export interface StorageCopyFlags {
  readonly envFile?: string | undefined;
  /** Go on though a server was there within the last minute. */
  readonly stopped?: true | undefined;
  /** Empty the target first. */
  readonly replace?: true | undefined;
}

interface Move {
  readonly from: StorageUrl;
  readonly to: StorageUrl;
}

/**
 * Copies one storage into another, and moves what waits to be sent. Prints how far it is.
 *
 * @returns the exit code: 0 if all is there, else 2; what is wrong was said.
 */
export async function storageCopy(
  given: StorageCopyArguments,
  flags: StorageCopyFlags,
  terminal: Terminal,
): Promise<number> {
  const read = readMove(given, flags, terminal.environment);
  if ("mistakes" in read) return refuse(read.mistakes, terminal, "the command line");
  const { from, to } = read;
  terminal.out(`from    ${nameOfStorage(from)}`);
  terminal.out(`to      ${nameOfStorage(to)}`);
  try {
    await assertSomethingThere(from);
    return await withBoth(read, terminal, (drivers) => copy(drivers, flags, terminal));
  } catch (error) {
    terminal.err(`failed  ${error instanceof Error ? error.message : "for an unknown reason"}`);
    terminal.err("Nothing is lost: mend that and run it again, it goes on with what is missing.");
    return exitCodes.mustBeMended;
  }
}

function readMove(
  given: StorageCopyArguments,
  { envFile }: StorageCopyFlags,
  environment: Variables,
): Move | { readonly mistakes: readonly Remark[] } {
  const mistakes: Remark[] = [];
  const variables = { ...readEnvFileOr(mistakes, envFile), ...environment };
  const from = readStorageArgument({ name: "FROM", text: given.from }, variables);
  const to = readStorageArgument({ name: "TO", text: given.to }, variables);
  for (const read of [from, to]) if ("mistake" in read) mistakes.push(read.mistake);
  if ("mistake" in from || "mistake" in to || mistakes.length > 0) return { mistakes };
  return isSameStorage(from, to) ? { mistakes: [{ name: "TO", message: sameStorage }] } : { from, to };
}

const sameStorage = "must be another storage than FROM";

/** Opening it would make an empty one. */
async function assertSomethingThere(from: StorageUrl): Promise<void> {
  if (from.engine === "sqlite" && (await checkStorage(from)) !== undefined)
    throw new Error(`There is no database at ${from.path}.`);
}

interface Drivers {
  readonly from: StorageDriver;
  readonly to: StorageDriver;
}

async function withBoth<T>(move: Move, { err }: Terminal, work: (drivers: Drivers) => Promise<T>): Promise<T> {
  const onWarning = (message: string) => err(`warning ${message}`);
  const options = { sqliteSynchronous: "full", postgresConnections: 10, isUnlogged: undefined, onWarning } as const;
  const from = await openStorage(move.from, options);
  try {
    const to = await openStorage(move.to, options);
    try {
      return await work({ from, to });
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function copy(drivers: Drivers, { stopped, replace }: StorageCopyFlags, terminal: Terminal): Promise<number> {
  const progress = createProgress(terminal);
  const result = await copyStorage({
    ...drivers,
    topics: Object.values(outboxTopics),
    servers: stopped ? "stopped" : "looked for",
    there: replace ? "removed" : "kept",
    now: () => new Date(),
    onProgress: ({ step, entries, ofEntries }) => progress.show({ step, done: entries, of: ofEntries }),
  }).finally(progress.end);
  if (!result.ok) {
    terminal.err(`refused ${explain(result)}`);
    return exitCodes.mustBeMended;
  }
  const { entries, stored, items } = result;
  terminal.out(`ok      ${entries} entries are there, ${stored} of them new; ${items} that wait to be sent were moved`);
  return exitCodes.ok;
}

function explain(refusal: CopyRefusal): string {
  switch (refusal.reason) {
    case "same_storage":
      return "FROM and TO are the same storage.";
    case "in_use":
      return `A server used ${refusal.side.toUpperCase()} within the last minute. Stop all servers; if they are stopped, say so with --stopped.`;
    case "differs":
      return `${refusal.differences} entries are not the same in both: one of the two was used since this copy or an earlier one began. Stop all servers and run it again with --replace, which empties TO first.`;
    case "outbox_held":
      return `${refusal.side === "from" ? "All entries are there" : "TO was not emptied"}, but ${refusal.items} items that wait to be sent are in the hands of a server. Stop all servers and run it again.`;
  }
}
