/** Of a CPU profile as V8 writes it, what is needed here. Times are in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A function, and its own share of the time in which something ran. */
export interface Hot {
  readonly name: string;
  /** Between 0 and 1. */
  readonly share: number;
}

/** What takes no CPU time. */
const isIdle = (name: string) => name.startsWith("(idle)") || name.startsWith("(root)");

export interface HottestOptions {
  readonly count: number;
  /** Only the end of the profile: before that the server started, and its code was not compiled yet. */
  readonly lastSeconds: number;
}

/** The functions in which most time was spent, without what they call; the hottest first. */
export function hottest({ nodes, samples, timeDeltas }: CpuProfile, options: HottestOptions): readonly Hot[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  let left = options.lastSeconds * 1e6;
  for (let index = samples.length - 1; index >= 0 && left > 0; index--) {
    const [name, time] = [names.get(samples[index] ?? 0) ?? "unknown", timeDeltas[index] ?? 0];
    left -= time;
    if (!isIdle(name)) times.set(name, (times.get(name) ?? 0) + time);
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, options.count)
    .map(([name, time]) => ({ name, share: time / total }));
}

/** `records.js:42 open`, without the folders, which differ between machines. */
function nameOf({ functionName, url, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  const file = url.replace(/^.*\/(node_modules|packages|apps)\//, "").replace(/^.*\.pnpm\//, "");
  const name = functionName === "" ? "(anonymous)" : functionName;
  return file === "" ? name : `${name} ${file}:${lineNumber + 1}`;
}
