import { loadSettings, type SettingFlags } from "../settings/load.ts";
import { nameOfStorage } from "../storage/storage-url.ts";
import { type SetStorage, storagesOf } from "../storage/storages.ts";
import { exitCodes } from "./exit-codes.ts";
import { refuse } from "./mistakes.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Makes the tables of this version in every storage that has tables which servers share. A server does the same when it
 * starts; this is for those whose servers are not allowed to.
 *
 * @returns the exit code: 0 if all is well, else 2.
 */
export async function migrate(flags: SettingFlags, terminal: Terminal): Promise<number> {
  const read = loadSettings(flags, terminal.environment);
  if ("mistakes" in read) return refuse(read.mistakes, terminal);
  let exitCode: number = exitCodes.ok;
  for (const storage of storagesOf(read.settings)) {
    const name = nameOfStorage(storage.url);
    try {
      terminal.out(`ok      ${name}: ${await migrateStorage(storage, terminal)}`);
    } catch (error) {
      terminal.out(`failed  ${name}: ${error instanceof Error ? error.message : "unknown"}`);
      exitCode = exitCodes.mustBeMended;
    }
  }
  return exitCode;
}

async function migrateStorage({ url, isUnlogged }: SetStorage, { err }: Terminal): Promise<string> {
  if (url.engine !== "postgres") return "nothing to do, a server sees to it when it starts";
  const { migratePostgres } = await import("@tiauth/storage/postgres");
  const { versionBefore, version } = await migratePostgres({
    url: url.url,
    isUnlogged,
    onWarning: (message) => err(`warning ${message}`),
  });
  return versionBefore === version ? "up to date" : `brought from schema ${versionBefore} to ${version}`;
}
