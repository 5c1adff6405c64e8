import type { Admission } from "./admission.ts";
import { createClusterNodes } from "./cluster-nodes.ts";
import type { Masters } from "./masters.ts";
import { addressText, type Place } from "./place.ts";
import { redirectOf } from "./redirect.ts";
import { slotOf } from "./slot.ts";
import { disconnected, isRefusal } from "./troubles.ts";

const mostRedirects = 5;

/**
 * The masters of a cluster, each asked for what is in its slots. One that says that it has them no more has done nothing:
 * then the one that it names is asked.
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
  return {
    async send(key, request) {
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
    },
    all: () => nodes.all().map(({ address, send }) => ({ name: addressText(address), send })),
    close: nodes.close,
  };
}
