import { setTimeout as delay } from "node:timers/promises";
import { StorageError } from "@tiauth/storage";
import { exitCodes } from "../commands/exit-codes.ts";
import { StartError } from "../start-error.ts";

export interface Patience {
  /** Told once, of the first time in vain. */
  readonly onWaiting: (error: StorageError) => void;
  readonly seconds?: number;
  readonly pauseSeconds?: number;
}

const inVain = ({ message }: StorageError, seconds: number) =>
  `${message} That was tried for ${seconds} s: once it is mended, start this again.`;

/**
 * Opens what may be started only just now, or be failing over: tries again while it is `unavailable`.
 *
 * @throws {StartError} if it was not there in all that time; whatever else `open` throws, at once.
 */
export async function patiently<T>(
  open: () => Promise<T>,
  { onWaiting, seconds = 30, pauseSeconds = 0.5 }: Patience,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  let isWaiting = false;
  while (true) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof StorageError && error.code === "unavailable")) throw error;
      if (performance.now() >= deadline) throw new StartError(inVain(error, seconds), exitCodes.comeBack);
      if (!isWaiting) onWaiting(error);
      isWaiting = true;
    }
    await delay(pauseSeconds * 1000);
  }
}
