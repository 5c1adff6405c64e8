import type { CommonError, Outcome, UserServerActions } from "@tiauth/protocol";
import { Conflict } from "@tiauth/records";

export type UserOutcome = Outcome<UserServerActions[keyof UserServerActions]>;

/**
 * Leaves success and declared refusals; the common errors are accidents here.
 *
 * @throws {Conflict} if the user server answered `internal_conflict`.
 */
export function settled<O extends UserOutcome>(
  action: keyof UserServerActions,
  outcome: O,
): Exclude<O, { readonly errorCode: CommonError }> {
  if (!outcome.ok && outcome.errorCode === "internal_conflict") throw new Conflict();
  if (!outcome.ok && outcome.errorCode === "internal_error")
    throw new Error(
      `${action}: the user server answered internal_error (its invocation ${outcome.actionInvocationId})`,
    );
  return outcome as Exclude<O, { readonly errorCode: CommonError }>; // both common errors have just been thrown
}

/** Writes; where that was refused or went wrong, asks whether it was done all the same. Undefined if it was not. */
export async function confirmed<T>(write: () => Promise<T | undefined>, readBack: () => Promise<T | undefined>) {
  try {
    return (await write()) ?? (await readBack());
  } catch (error) {
    if (error instanceof Conflict) throw error;
    const done = await readBack().catch(() => undefined); // unknown: the first error says why
    if (done === undefined) throw error;
    return done;
  }
}
