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

/** The functions in which most time was spent, without what they call; the hottest first. */
export function hottest({ nodes, samples, timeDeltas }: CpuProfile, count: number): readonly Hot[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    const name = names.get(id) ?? "unknown";
    if (!isIdle(name)) times.set(name, (times.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  return [...times]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([name, time]) => ({ name, share: time / total }));
}

/** `records.js:42 open`, without the folders, which differ between machines. */
function nameOf({ functionName, url, lineNumber }: CpuProfile["nodes"][number]["callFrame"]): string {
  const file = url.replace(/^.*\/(node_modules|packages|apps)\//, "").replace(/^.*\.pnpm\//, "");
  const name = functionName === "" ? "(anonymous)" : functionName;
  return file === "" ? name : `${name} ${file}:${lineNumber + 1}`;
}
