import type { Labels, SeriesOptions } from "./counter.ts";
import type { Registry } from "./prom-client.ts";

export interface HistogramOptions extends SeriesOptions {
  /** Upper bounds, the lowest first. */
  readonly buckets: readonly number[];
}

/**
 * A histogram whose series cost two additions each time; prom-client's own makes a text of the labels whenever it observes.
 *
 * @returns what begins a series, once for the same labels; that returns what observes a value.
 */
export function createHistogram({
  registry,
  ...options
}: HistogramOptions): (labels?: Labels) => (value: number) => void {
  const all: Series[] = [];
  const { name, help, labelNames = [], buckets } = options;
  const described = { name, help, type: "histogram", labelNames, aggregator: "sum" };
  const metric = {
    ...described,
    get: async () => ({ ...described, values: all.flatMap((series) => samplesOf(options, series)) }),
  };
  // All that a registry asks of a metric; its type lists prom-client's own classes.
  registry.registerMetric(metric as unknown as Parameters<Registry["registerMetric"]>[0]);
  return (labels = {}) => {
    const series = { labels, counts: new Float64Array(buckets.length + 1), sum: new Float64Array(1) };
    all.push(series);
    return (value) => {
      let bucket = 0;
      while (value > (buckets[bucket] ?? Infinity)) bucket += 1;
      add(series.counts, bucket, 1);
      add(series.sum, 0, value);
    };
  };
}

/** What was observed with some labels. In typed arrays, since a number with a fraction elsewhere is a new object each time. */
interface Series {
  readonly labels: Labels;
  /** How often each bucket alone was hit; the last is beyond all bounds. */
  readonly counts: Float64Array;
  /** Its only element is the sum of all values. */
  readonly sum: Float64Array;
}

const add = (cells: Float64Array, index: number, value: number) => {
  cells[index] = (cells[index] ?? 0) + value;
};

/** In Prometheus a bucket holds all that is below its bound, and so the bucket before it. */
function samplesOf({ name, buckets }: Pick<HistogramOptions, "name" | "buckets">, { labels, counts, sum }: Series) {
  let below = 0;
  const inBuckets = Array.from(counts, (count, index) => {
    below += count;
    return { metricName: `${name}_bucket`, labels: { le: buckets[index] ?? "+Inf", ...labels }, value: below };
  });
  return [
    ...inBuckets,
    { metricName: `${name}_sum`, labels, value: sum[0] ?? 0 },
    { metricName: `${name}_count`, labels, value: below },
  ];
}
