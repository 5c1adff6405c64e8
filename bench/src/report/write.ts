import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { toSvg } from "./chart.ts";
import { formatted } from "./formatted.ts";
import { toMarkdown } from "./markdown.ts";
import type { Results } from "./results.ts";

const docs = new URL("../../../docs/", import.meta.url);

/** Replaces the results in docs/. Resolves with the paths of the files. */
export function writeResults(results: Results): readonly string[] {
  const files = {
    "generated/performance.json": JSON.stringify(results),
    "generated/performance.md": toMarkdown(results),
    "images/performance.svg": toSvg(results.scenarios),
  };
  return Object.entries(files).map(([name, text]) => {
    const path = fileURLToPath(new URL(name, docs));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name.endsWith(".svg") ? text : formatted(path, text));
    return path;
  });
}
