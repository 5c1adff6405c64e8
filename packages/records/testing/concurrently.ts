/** Starts that many at once and resolves when all of them are settled. */
export async function concurrently<T>(count: number, start: (index: number) => T) {
  const outcomes = await Promise.allSettled(Array.from({ length: count }, async (_, index) => start(index)));
  return {
    values: outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : [])),
    errors: outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : [])),
  };
}
