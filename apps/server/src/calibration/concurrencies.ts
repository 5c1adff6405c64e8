export interface Room {
  /** As Node.js counts them. */
  readonly processors: number;
  readonly availableMemoryMiB: number;
  /** Of one hash. */
  readonly hashMemoryMiB: number;
}

/**
 * Which concurrencies are worth a look: each up to four, then fewer and fewer, the default of a server, all processors,
 * and twice as many. None that would take more than half of the memory that is there, but 1.
 */
export function concurrenciesToMeasure({ processors, availableMemoryMiB, hashMemoryMiB }: Room): readonly number[] {
  const most = Math.max(1, Math.floor(availableMemoryMiB / 2 / hashMemoryMiB));
  const doublings = Array.from({ length: 8 }, (_, exponent) => 2 ** exponent);
  const wanted = [...doublings, 3, processors - 1, processors].filter((count) => count <= processors);
  return [...new Set([...wanted, 2 * processors])]
    .filter((count) => count >= 1 && count <= most)
    .toSorted((a, b) => a - b);
}
