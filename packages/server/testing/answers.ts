/** How often each answer came, the same for any order. */
export function tally(answers: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

/** All at once. */
export const parallel = <T>(times: number, effect: (index: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => effect(index)));
