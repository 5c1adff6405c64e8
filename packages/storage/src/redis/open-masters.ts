import { createAdmission } from "./admission.ts";
import { openCluster } from "./cluster.ts";
import type { Masters } from "./masters.ts";
import { openOneMaster } from "./one-master.ts";
import type { Address, Place } from "./place.ts";
import { sentinelFinder } from "./sentinel.ts";

/**
 * Connects to whoever has the keys, and looks at each.
 *
 * @param onWarning told once of each thing that the operator should know.
 * @throws {StorageError} if records should not be kept there.
 * @throws {ConnectionLost} or {ErrorReply} if one of them cannot be used.
 */
export async function openMasters(place: Place, onWarning: (message: string) => void): Promise<Masters> {
  const admission = createAdmission({ place, onWarning });
  const masters = await openTopology(place, admission);
  admission.relax();
  return masters;
}

function openTopology(place: Place, admission: ReturnType<typeof createAdmission>): Promise<Masters> {
  const { name, topology, addresses } = place;
  if (topology === "cluster") return openCluster(place, admission);
  const [only] = addresses;
  const find = async (): Promise<Address> => only ?? { host: "", port: 0 }; // there is one, see `Place`
  const finder = topology === "sentinel" ? sentinelFinder(place) : { find };
  return openOneMaster({ name, connect: admission.admit, ...finder });
}
