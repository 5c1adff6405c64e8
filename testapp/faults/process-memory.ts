import { readFileSync, writeFileSync } from "node:fs";

/** What a process holds of the memory now, and what it held at most (Linux only), in MB. */
export function memoryOf(pid: number): { readonly nowMB: number; readonly peakMB: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]) / 1024;
  return { nowMB: megabytes("VmRSS"), peakMB: megabytes("VmHWM") };
}

/** From now on the peak is the one since now (proc(5), clear_refs). */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, "5");
