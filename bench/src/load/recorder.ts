import { quantile } from "../measure/statistics.ts";

/** How long things took. */
export interface Latencies {
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  readonly p999Milliseconds: number;
}

/** Takes down how long each request took; adding costs next to nothing. */
export interface Recorder {
  add(milliseconds: number): void;
  /** Forgets what was added: the measured time begins now. */
  restart(): void;
  count(): number;
  /** @throws {RangeError} if nothing was added. */
  latencies(): Latencies;
}

export function createRecorder(): Recorder {
  let values = new Float64Array(65_536);
  let length = 0;
  const grow = () => {
    const larger = new Float64Array(values.length * 2);
    larger.set(values);
    values = larger;
  };
  return {
    add(milliseconds) {
      if (length === values.length) grow();
      values[length++] = milliseconds;
    },
    restart() {
      length = 0;
    },
    count: () => length,
    latencies() {
      const sorted = values.slice(0, length).sort();
      return {
        p50Milliseconds: quantile(sorted, 0.5),
        p99Milliseconds: quantile(sorted, 0.99),
        p999Milliseconds: quantile(sorted, 0.999),
      };
    },
  };
}
