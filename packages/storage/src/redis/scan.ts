import { StorageError } from "../storage-error.ts";
import type { Access } from "./access.ts";
import { listOf } from "./reply.ts";

export interface ScanPage {
  readonly keys: readonly string[];
  /** Where the next page begins; undefined after the last one. */
  readonly next: string | undefined;
}

export interface Scanning {
  /** What the keys begin with. */
  readonly prefix: string;
  /** The `next` of the page before; undefined to begin. */
  readonly cursor: string | undefined;
  /** About how many. */
  readonly limit: number;
}

/**
 * Some of the keys that begin with a prefix, from one master after the other, possibly none though more follow. Keys
 * that are there all the time are given at least once (https://redis.io/docs/latest/commands/scan).
 *
 * @throws {StorageError} `unavailable` if the cluster has changed so that it cannot go on.
 */
export async function scan(access: Access, { prefix, cursor, limit }: Scanning): Promise<ScanPage> {
  const readers = access.readers().toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const [place, name] = cursor === undefined ? ["0", readers[0]?.name] : cursor.split(" ");
  const index = readers.findIndex((reader) => reader.name === name);
  const reader = readers[index];
  if (!reader) throw changed(name);
  const command = ["SCAN", place ?? "0", "MATCH", `${literal(prefix)}*`, "COUNT", `${limit}`];
  const [next, found] = listOf(await reader.read(command));
  const following = `${next}` === "0" ? readers[index + 1] : reader;
  return { keys: listOf(found).map(String), next: following && `${next} ${following.name}` };
}

/** What SCAN would take for a pattern, as itself. */
const literal = (text: string) => text.replace(/[\\*?[\]]/g, "\\$&");

const changed = (name: string | undefined) =>
  new StorageError("unavailable", `${name ?? "A node"} has left the cluster while its keys were listed. Begin again.`);
