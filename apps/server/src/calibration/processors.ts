import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { posix } from "node:path";

export interface Processors {
  /** As Node.js counts them, which settles the default of the hash concurrency. */
  readonly seen: number;
  /** How many the control groups of Linux (containers, `CPUQuota=`) allow, 1.5 for instance; undefined if they do not limit that. */
  readonly limit: number | undefined;
}

/** The processors that this process may use. */
export const processors = (): Processors => ({ seen: availableParallelism(), limit: processorLimit(readText) });

/** How many can compute at once: at least 1. */
export const usable = ({ seen, limit = seen }: Processors): number => Math.max(1, Math.min(seen, Math.floor(limit)));

type Read = (path: string) => string | undefined;

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined; // another system, or nothing is limited
  }
}

/**
 * The least that the control group of this process or one above it allows, of either version (cgroups(7)).
 *
 * @param read a file as text; undefined if it cannot be read.
 */
export function processorLimit(read: Read): number | undefined {
  const lines = (read("/proc/self/cgroup") ?? "").trim().split("\n");
  const limits = lines.flatMap((line) => {
    const [, controllers = "", group = ""] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    if (controllers === "") return upwards(group).map((path) => quota(read(`/sys/fs/cgroup${path}/cpu.max`)));
    if (!controllers.split(",").includes("cpu")) return [];
    return upwards(group).map((path) => {
      const file = (name: string) => read(`/sys/fs/cgroup/cpu${path}/cpu.cfs_${name}_us`);
      return quota(`${file("quota")} ${file("period")}`);
    });
  });
  const known = limits.filter((limit) => limit !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

/** `/a/b` → `/a/b`, `/a`, and the root, which is empty. */
function upwards(group: string): readonly string[] {
  if (group === "/" || group === "") return [""];
  return [group, ...upwards(posix.dirname(group))];
}

/** `150000 100000`: microseconds of computing in so many of the clock. `max` and -1 are no limit. */
function quota(text: string | undefined): number | undefined {
  const [quotaMicroseconds, periodMicroseconds] = (text ?? "").trim().split(/\s+/).map(Number);
  if (!quotaMicroseconds || !periodMicroseconds) return undefined; // not there, or not a number
  return quotaMicroseconds > 0 ? quotaMicroseconds / periodMicroseconds : undefined;
}
