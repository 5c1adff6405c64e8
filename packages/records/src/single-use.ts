import { Conflict } from "./conflict.ts";
import type { RecordPorts, Records, Row } from "./records.ts";

/** Longer than all that one completion does may take. */
const claimSeconds = 30;

/**
 * Completes a flow once (REQUIREMENTS O2): one caller at a time gets to `effect`, and the row is gone once that has
 * answered. If it throws, the row is released for another try; if the process dies, the claim runs out. Should a clock
 * that jumped let two get in, so that `effect` happens twice, one of them succeeds.
 *
 * @throws {Conflict} for every other caller, and whatever `effect` throws.
 */
export async function singleUse<F extends object, T>(
  { now }: Pick<RecordPorts, "now">,
  rows: Pick<Records<F, string>, "claim" | "release" | "delete">,
  row: Row<F>,
  effect: () => Promise<T>,
): Promise<T> {
  if (isClaimed(row, now())) throw new Conflict();
  const claimed = await rows.claim(row);
  const result = await effect().catch(async (error) => {
    await rows.release(claimed).catch(() => undefined); // the claim runs out by itself, and `error` says why
    throw error;
  });
  const consumed = await rows.delete(claimed);
  if (!consumed.ok) throw new Conflict();
  return result;
}

/** Either way in time: a clock that steps back a little lets nobody else in, one that jumps back frees the row. */
const isClaimed = ({ claimedAt }: Row<object>, now: Date) =>
  claimedAt !== undefined && Math.abs(now.getTime() - claimedAt.getTime()) < claimSeconds * 1000;
