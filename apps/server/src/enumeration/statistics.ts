/** The value that this part of the sample does not exceed, between two of its values if it falls there. */
export function quantile(sample: readonly number[], part: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(position)] ?? Number.NaN, sorted[Math.ceil(position)] ?? Number.NaN];
  return below + (above - below) * (position - Math.floor(position));
}

export const median = (sample: readonly number[]) => quantile(sample, 0.5);

/** How far the samples are apart where they are farthest, of their three quartiles. */
export const quartileDistance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...[0.25, 0.5, 0.75].map((part) => Math.abs(quantile(a, part) - quantile(b, part))));

/**
 * How probable it is that samples from one and the same distribution differ by as much as these, from 0 to 1: the
 * Mann-Whitney U test, two-sided, with the normal approximation and the correction for ties, for at least 20 values
 * each. It only looks at the order of the values: a few that are far off, as times on a network have them, count little.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const { rankOf, ties } = ranks([...a, ...b]);
  const u = a.reduce((sum, value) => sum + rankOf(value), 0) - (a.length * (a.length + 1)) / 2;
  const count = a.length + b.length;
  const variance = ((a.length * b.length) / 12) * (count + 1 - ties / (count * (count - 1)));
  if (variance <= 0) return 1; // all values are equal
  const distance = Math.max(0, Math.abs(u - (a.length * b.length) / 2) - 0.5); // 0.5: for the step to a continuous curve
  return tailOfNormal(distance / Math.sqrt(variance));
}

/**
 * By how much all values of one sample would have to be larger or smaller than those of the other for
 * {@link mannWhitney} to fall below `probability`: less goes unnoticed in so many samples of values that vary so much.
 */
export function noticeable(a: readonly number[], b: readonly number[], probability: number): number {
  const apart = median(b) - median(a);
  const shifted = (by: number) => a.map((value) => value + apart + by);
  const isNoticed = (shift: number) => [shift, -shift].every((by) => mannWhitney(shifted(by), b) < probability);
  let [least, most] = [0, 2 * (Math.max(...a, ...b) - Math.min(...a, ...b)) + 1];
  for (let step = 0; step < 25; step++) {
    const middle = (least + most) / 2;
    if (isNoticed(middle)) most = middle;
    else least = middle;
  }
  return most;
}

/** Equal values share the mean of the ranks that they take. */
function ranks(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const rankByValue = new Map<number, number>();
  let ties = 0;
  for (let first = 0, end = 0; first < sorted.length; ) {
    const value = sorted[first] ?? Number.NaN;
    while (sorted[end] === value) end++;
    rankByValue.set(value, (first + 1 + end) / 2);
    ties += (end - first) ** 3 - (end - first);
    first = end;
  }
  return { rankOf: (value: number) => rankByValue.get(value) ?? Number.NaN, ties };
}

/** How probable it is to be at least `z` standard deviations off, to either side (Abramowitz and Stegun, 7.1.26). */
function tailOfNormal(z: number): number {
  const t = 1 / (1 + (0.3275911 * z) / Math.SQRT2);
  const polynomial = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return polynomial * Math.exp((-z * z) / 2);
}
