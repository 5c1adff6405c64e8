import { readdirSync, readFileSync } from "node:fs";

/** What a process and those that it started have used. */
export interface Usage {
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  /** Memory that is in RAM. */
  readonly rssBytes: number;
}

/** Ticks of the kernel: 100 a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuSeconds: number;
}

/** Of this process and all below it; undefined where there is no /proc, or no such process. */
export function usageOf(pid: number): Usage | undefined {
  const all = stats();
  const family = familyOf(pid, all);
  if (family.length === 0) return undefined;
  return {
    cpuSeconds: family.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    rssBytes: family.reduce((sum, member) => sum + rssBytesOf(member.pid), 0),
  };
}

function familyOf(pid: number, all: readonly Stat[]): readonly Stat[] {
  const children = all.filter(({ parent }) => parent === pid);
  return [...all.filter((stat) => stat.pid === pid), ...children.flatMap((child) => familyOf(child.pid, all))];
}

const stats = (): readonly Stat[] =>
  entriesOf("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const text = textOf(`/proc/${name}/stat`);
      return text === "" ? [] : [parseStat(text)];
    });

/** See proc(5). The second field is the program's name in brackets, which may contain anything. */
export function parseStat(text: string): Stat {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    pid: Number.parseInt(text, 10),
    parent: Number(fields[1]),
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
  };
}

const rssBytesOf = (pid: number) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(textOf(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not Linux
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
