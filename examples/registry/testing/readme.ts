import { readFileSync } from "node:fs";

/** A command that somebody types at their machine, and the lines that follow. */
export interface Step {
  readonly who: string;
  readonly command: string;
  readonly lines: readonly string[];
}

/** The session in the README: all its blocks `console`, in order. */
export function readSession(): readonly Step[] {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const blocks = [...readme.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  const steps = blocks.join("").split(/^(?=\w+\$ )/m);
  return steps.map((step) => {
    const [prompt = "", ...lines] = step.trimEnd().split("\n");
    const [who = "", command = ""] = prompt.split(/\$ (.*)/);
    return { who, command, lines };
  });
}
