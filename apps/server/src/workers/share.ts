import type { Settings } from "../settings/resolve.ts";

/**
 * The settings of one of several workers. Whose turn it is to hash is settled between all of them, see `Turns`; how many
 * wait for it is not, so each may keep its part of the queue waiting.
 */
export function shareOf(settings: Settings): Settings {
  const { hashConcurrency, hashQueue, workers } = settings;
  // Where nobody else hashes, one worker hashes all that may be hashed at once: what it takes is more than its part waiting.
  const taken = Math.floor((hashConcurrency + hashQueue) / workers);
  return { ...settings, hashQueue: Math.max(0, taken - hashConcurrency) };
}
