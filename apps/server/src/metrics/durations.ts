/** Upper bounds of histograms, in seconds: from a remembered session to the longest deadline there is (REQUIREMENTS M1). */
export const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** What answers at once is quicker than that. */
export const storageBuckets = [0.000_01, 0.000_1, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1];

/** How long ago that was; `startedAt` from `performance.now()`. */
export const secondsSince = (startedAt: number) => (performance.now() - startedAt) / 1000;
