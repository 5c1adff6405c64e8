import { StorageError } from "../storage-error.ts";
import { type Connection, connect } from "./connection.ts";
import { type Address, addressText, type Place } from "./place.ts";
import { noCluster } from "./refusals.ts";
import { listOf, type Reply } from "./reply.ts";
import { toTrouble } from "./troubles.ts";

/** Slots, first and last, and the master that has them. */
export interface SlotRange {
  readonly first: number;
  readonly last: number;
  readonly master: Address;
}

/**
 * Asks some nodes at once which master has which slots; the first that belongs to the majority is believed.
 *
 * @throws {StorageError} `unavailable` if none can tell, `refused` if one does not let this user in.
 */
export async function readSlotMap(nodes: readonly Address[], place: Place): Promise<readonly SlotRange[]> {
  try {
    return await Promise.any(nodes.map((node) => ask(node, place)));
  } catch (error) {
    const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
    const troubles = causes.map((cause) => toTrouble(cause, place.name));
    throw troubles.find(isRefused) ?? noCluster(place.name, causes[0]);
  }
}

/** By one that can be reached and does not let this user in, which is what there is to be said. */
const isRefused = (trouble: unknown) => trouble instanceof StorageError && trouble.code === "refused";

async function ask(node: Address, place: Place): Promise<readonly SlotRange[]> {
  const connection = await connect(node, place);
  try {
    const [state, slots] = await Promise.all([
      read(connection, ["CLUSTER", "INFO"]),
      read(connection, ["CLUSTER", "SLOTS"]),
    ]);
    if (!`${state}`.includes("cluster_state:ok")) throw new Error(`${addressText(node)} says that the cluster is down`);
    return rangesOf(slots, node);
  } finally {
    connection.end();
  }
}

const read = (connection: Connection, command: readonly string[]) =>
  connection.send({ command, does: "read", deadline: performance.now() + 1000 });

/** Each is the first slot, the last, the master, its replicas; a node that does not know its name gives none. */
function rangesOf(reply: Reply, asked: Address): readonly SlotRange[] {
  return listOf(reply).map((range) => {
    const [first, last, master] = listOf(range);
    const [host, port] = listOf(master);
    return {
      first: Number(first),
      last: Number(last),
      master: { host: `${host ?? ""}` || asked.host, port: Number(port) },
    };
  });
}
