import { Counter, type Registry } from "./prom-client.ts";

export interface SeriesOptions {
  readonly registry: Registry;
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

export type Labels = Readonly<Record<string, string>>;

/**
 * A counter whose series cost an addition each time: prom-client, which makes a text of the labels whenever it counts, is
 * told when it is asked.
 *
 * @returns what begins a series, at zero, once for the same labels; that returns what counts one more.
 */
export function createCounter({ registry, ...options }: SeriesOptions): (labels: Labels) => () => void {
  const all: (() => void)[] = [];
  const counter = new Counter({
    ...options,
    registers: [registry],
    collect() {
      this.reset();
      for (const tell of all) tell();
    },
  });
  return (labels) => {
    let count = 0;
    all.push(() => counter.inc(labels, count));
    return () => {
      count += 1;
    };
  };
}
