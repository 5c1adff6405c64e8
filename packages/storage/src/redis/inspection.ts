import type { StorageError } from "../storage-error.ts";
import type { Connection } from "./connection.ts";
import { evicting, notMaster, starting, tooOld } from "./refusals.ts";

/** What is wrong with a server that is a master and ready. */
export interface Findings {
  /** Why records should not be kept there. */
  readonly refusal: StorageError | undefined;
  /** What its operator should know. */
  readonly warnings: readonly string[];
}

/**
 * Looks at who has answered.
 *
 * @throws {StorageError} `unavailable` if it is a replica, or not ready.
 */
export async function inspect(connection: Connection, name: string): Promise<Findings> {
  const told = await connection.send({ command: ["INFO"], does: "read", deadline: performance.now() + 2000 });
  const facts = factsOf(`${told}`);
  if (facts.get("loading") === "1") throw starting(name);
  if (facts.get("role") === "slave") throw notMaster(name);
  return { refusal: refusalOf(facts, name), warnings: warningsOf(facts, name) };
}

/** `INFO` answers with a line for each fact, `name:value`. */
function factsOf(text: string): ReadonlyMap<string, string> {
  const lines = text.split(/\r?\n/).flatMap((line) => /^([^#:]+):(.*)$/.exec(line) ?? []);
  return new Map(Array.from({ length: lines.length / 3 }, (_, i) => [lines[3 * i + 1] ?? "", lines[3 * i + 2] ?? ""]));
}

function refusalOf(facts: ReadonlyMap<string, string>, name: string) {
  const version = facts.get("redis_version") ?? "0"; // Valkey says there which Redis it is like
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 6 || (major === 6 && minor < 2)) return tooOld(name, version);
  const policy = facts.get("maxmemory_policy");
  return policy === "noeviction" ? undefined : evicting(name, policy ?? "unknown");
}

function warningsOf(facts: ReadonlyMap<string, string>, name: string): readonly string[] {
  if (facts.get("aof_enabled") === "1") return [];
  return [
    `${name} keeps no log of what it is given (appendonly is no): when it is started again, the last minutes or all of it ` +
      "are lost. People sign in again then, but what had ended, as a session that was signed out, may be back.",
  ];
}
