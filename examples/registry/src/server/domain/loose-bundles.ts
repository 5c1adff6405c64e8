import { and, eq, inArray, lte, ne } from "drizzle-orm";
import { Refusal } from "../../contract/refusals.ts";
import type { Queries } from "../database/database.ts";
import { looseBundles } from "../database/schema.ts";
import { report } from "../report.ts";
import type { Registry } from "./registry.ts";

// A bundle and the row of its version cannot come and go in one moment, and the process can be killed in between. So what
// no version has yet, or any more, is on a list, which is worked off later.

const claimMilliseconds = 60 * 60 * 1000;
/** Comes before any time: the bundle is being removed, nobody can claim it any more. */
const tooLate = new Date(0);

/** To be called before the bundle is stored: without a claim within the hour it is removed. */
export async function announceBundle({ database, now }: Registry, key: string): Promise<void> {
  const removeAfter = new Date(now().getTime() + claimMilliseconds);
  await database.change((queries) => queries.insert(looseBundles).values({ key, removeAfter }));
}

/**
 * Within the transaction that gives the bundle its version.
 *
 * @throws {Refusal} `upload_incomplete`: it took too long
 */
export async function claimBundle(queries: Queries, key: string): Promise<void> {
  const claimed = await queries
    .delete(looseBundles)
    .where(and(eq(looseBundles.key, key), ne(looseBundles.removeAfter, tooLate)))
    .returning();
  if (claimed.length === 0) throw new Refusal("upload_incomplete");
}

/** Within a transaction that makes sure that no version has the bundle; `removeLooseBundles` then does it. */
export async function dropBundle(queries: Queries, key: string): Promise<void> {
  await queries.delete(looseBundles).where(eq(looseBundles.key, key));
  await queries.insert(looseBundles).values({ key, removeAfter: tooLate });
}

/** Where it cannot be done now, it is in ten minutes: that is no reason to refuse what somebody asked for. */
export const tryRemoveLooseBundles = (registry: Registry): Promise<void> => removeLooseBundles(registry).catch(report);

/** Removes what nobody claimed in time. Killed in the middle, it goes on when it is called again. */
export async function removeLooseBundles({ database, bundles, now }: Registry): Promise<void> {
  const loose = await database.change((queries) =>
    queries
      .update(looseBundles)
      .set({ removeAfter: tooLate })
      .where(lte(looseBundles.removeAfter, now()))
      .returning({ key: looseBundles.key }),
  );
  if (loose.length === 0) return;
  for (const { key } of loose) await bundles.remove(key);
  const removed = loose.map(({ key }) => key);
  await database.change((queries) => queries.delete(looseBundles).where(inArray(looseBundles.key, removed)));
}
