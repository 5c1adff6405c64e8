/** Everything that a round may measure, with its heading and how it is written. */
export const figures = {
  perSecond: { heading: "per second", digits: 0, better: "more" },
  cpuMicroseconds: { heading: "CPU µs each", digits: 1, better: "less" },
  p50Milliseconds: { heading: "p50 ms", digits: 2, better: "less" },
  p99Milliseconds: { heading: "p99 ms", digits: 2, better: "less" },
  p999Milliseconds: { heading: "p99.9 ms", digits: 2, better: "less" },
  rssMegabytes: { heading: "RSS MB", digits: 0, better: "less" },
  grownMegabytes: { heading: "grown by MB", digits: 1, better: "less" },
  listeningMilliseconds: { heading: "listening after ms", digits: 0, better: "less" },
  loadCorePercent: { heading: "load's core %", digits: 0, better: "less" },
  bundleBytes: { heading: "bytes, min+gzip", digits: 0, better: "less" },
  aloneMicroseconds: { heading: "one at a time: p50 µs", digits: 1, better: "less" },
  engineMicroseconds: { heading: "engine's CPU µs each", digits: 1, better: "less" },
  callMicroseconds: { heading: "µs a call", digits: 2, better: "less" },
} as const;

export type FigureName = keyof typeof figures;

/** What one round measured; a figure that this machine cannot tell is missing. */
export type Figures = Readonly<Partial<Record<FigureName, number>>>;

/** A figure as it is written: `1,234`, `0.56`. */
export function written(name: FigureName, value: number): string {
  const { digits } = figures[name];
  // Sign-ins: a handful a second.
  const shown = name === "perSecond" && value < 100 ? 1 : digits;
  return value.toLocaleString("en", { minimumFractionDigits: shown, maximumFractionDigits: shown });
}
