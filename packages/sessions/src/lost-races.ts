import { type Awaitable, Conflict } from "@tiauth/records";

/** Each is six tries already, over some 0.3 s. */
const times = 10;

/**
 * For what its caller cannot try again, since what came before it cannot be undone: a race that is lost begins anew.
 *
 * @throws {Conflict} if it was lost ten times; and whatever `task` throws.
 */
export async function persistently<T>(task: () => Awaitable<T>, timesLeft = times): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof Conflict) || timesLeft === 1) throw error;
    return persistently(task, timesLeft - 1);
  }
}

/** For what others do sooner or later: a race that is lost is let go. @throws whatever else `task` throws. */
export async function unlessLost(task: () => Awaitable<unknown>): Promise<void> {
  try {
    await task();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
