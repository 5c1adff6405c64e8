import type { KeptEntry, StorageDriver } from "../driver.ts";
import { pagesOf } from "./pages.ts";

export interface Comparing {
  /** What has expired by then is not looked at: a storage may have removed it by itself. */
  readonly now: Date;
  /** Told how many entries have been looked at. */
  readonly onLooked: (entries: number) => void;
}

/** For a storage that keeps those who wait in a queue, and lets them wait for so long only. */
const gettersAtOnce = 200;

/** How many entries of the one storage are missing in the other, or have other bytes or another counter there. */
export async function countDifferences(
  one: Pick<StorageDriver, "list">,
  other: Pick<StorageDriver, "get">,
  { now, onLooked }: Comparing,
): Promise<number> {
  let [looked, differences] = [0, 0];
  const isOther = async ({ key, value, counter }: KeptEntry) => {
    const found = await other.get(key);
    return found?.counter !== counter || Buffer.compare(found.value, value) !== 0;
  };
  for await (const entries of pagesOf(one)) {
    const alive = entries.filter(({ expiresAt }) => expiresAt > now);
    for (let start = 0; start < alive.length; start += gettersAtOnce) {
      const compared = await Promise.all(alive.slice(start, start + gettersAtOnce).map(isOther));
      differences += compared.filter(Boolean).length;
    }
    looked += entries.length;
    onLooked(looked);
  }
  return differences;
}
