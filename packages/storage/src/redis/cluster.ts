import { setTimeout as delay } from "node:timers/promises";
import type { Admission } from "./admission.ts";
import { createClusterNodes } from "./cluster-nodes.ts";
import type { Request } from "./connection.ts";
import type { Masters } from "./masters.ts";
import { addressText, type Place } from "./place.ts";
import { redirectOf } from "./redirect.ts";
import { slotOf } from "./slot.ts";
import { disconnected, isRefusal } from "./troubles.ts";

const mostRedirects = 5;
/** Between two attempts to do something with several keys that are just moving. */
const pauseMilliseconds = 50;

/**
 * The masters of a cluster, each asked for what is in its slots. One that says that it has them no more has done nothing:
 * then the one that it names is asked. What concerns several keys waits while their slot moves.
 *
 * Rejects if the nodes of the place do not know who has the slots, or as the first attempt of one of the masters.
 */
export async function openCluster(place: Place, admission: Admission): Promise<Masters> {
  const nodes = createClusterNodes(place, admission);
  try {
    await nodes.read();
    await Promise.all(nodes.all().map(({ opened }) => opened));
  } catch (error) {
    nodes.close();
    throw error;
  }
  async function send(key: string, request: Request) {
    const slot = slotOf(key);
    let node = nodes.ofSlot(slot);
    let asked = request;
    for (let redirects = 0; ; redirects++) {
      if (!node) throw disconnected(place.name, new Error(`nobody has slot ${slot}`));
      try {
        return await node.send(asked);
      } catch (error) {
        const redirect = redirectOf(error, node.address);
        if (redirect?.kind === "MOVED" || isRefusal(error, "CLUSTERDOWN")) nodes.refresh();
        if (!redirect || redirects === mostRedirects) throw error;
        node = nodes.at(redirect.address);
        asked = redirect.kind === "ASK" ? { ...request, isAsking: true } : request;
      }
    }
  }
  return {
    async send(key, request) {
      for (;;) {
        try {
          return await send(key, request);
        } catch (error) {
          const isMoving = isRefusal(error, "TRYAGAIN");
          if (!isMoving || performance.now() + pauseMilliseconds > request.deadline) throw error;
          await delay(pauseMilliseconds);
        }
      }
    },
    all: () => nodes.all().map(({ address, send }) => ({ name: addressText(address), send })),
    close: nodes.close,
  };
}
