import { setTimeout as delay } from "node:timers/promises";
import type { Admission } from "./admission.ts";
import { createLink, type Link } from "./link.ts";
import { type Address, addressText, type Place } from "./place.ts";
import { slotCount } from "./slot.ts";
import { readSlotMap } from "./slot-map.ts";

/** A master of a cluster. */
export interface ClusterNode extends Link {
  readonly address: Address;
}

/** Which master has which slots, as far as is known. */
export interface ClusterNodes {
  ofSlot(slot: number): ClusterNode | undefined;
  at(address: Address): ClusterNode;
  all(): readonly ClusterNode[];
  /** Asks for the map of the slots. Rejects if nobody can tell. */
  read(): Promise<void>;
  /** The same soon, once for all who ask meanwhile. */
  refresh(): void;
  close(): void;
}

const pauseMilliseconds = 100;
/** One that has no slots any more still answers what it was sent. */
const farewellMilliseconds = 5000;

export function createClusterNodes(place: Place, admission: Admission): ClusterNodes {
  const nodes = new Map<string, ClusterNode>();
  const slots = new Array<ClusterNode | undefined>(slotCount);
  let isRefreshing = false;
  let isClosed = false;

  const admit = (address: Address) =>
    admission.admit(address).catch((error) => {
      void refresh(); // somebody else may have its slots by now
      throw error;
    });
  const at = (address: Address) => {
    const name = addressText(address);
    const node = nodes.get(name) ?? { address, ...createLink({ name, find: async () => address, connect: admit }) };
    nodes.set(name, node);
    return node;
  };
  const forgetAllBut = (kept: ReadonlySet<ClusterNode | undefined>) => {
    for (const [name, node] of nodes) {
      if (kept.has(node)) continue;
      nodes.delete(name);
      setTimeout(node.close, farewellMilliseconds).unref();
    }
  };
  const read = async () => {
    const known = [...place.addresses, ...[...nodes.values()].map(({ address }) => address)];
    const ranges = await readSlotMap(known, place);
    if (isClosed) return;
    for (const { first, last, master } of ranges) slots.fill(at(master), first, last + 1);
    forgetAllBut(new Set(slots));
  };
  const refresh = async () => {
    if (isClosed || isRefreshing) return;
    isRefreshing = true;
    await read().catch(() => undefined); // a node that cannot be reached asks again
    await delay(pauseMilliseconds, undefined, { ref: false });
    isRefreshing = false;
  };

  return {
    ofSlot: (slot) => slots[slot],
    at,
    all: () => [...nodes.values()],
    read,
    refresh: () => void refresh(),
    close() {
      isClosed = true;
      for (const { close } of nodes.values()) close();
    },
  };
}
