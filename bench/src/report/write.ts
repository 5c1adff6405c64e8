import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { storagePage } from "../storage/markdown.ts";
import type { StorageResults } from "../storage/results.ts";
import { toSvg } from "./chart.ts";
import { formatted } from "./formatted.ts";
import { toMarkdown } from "./markdown.ts";
import type { Results } from "./results.ts";

const docs = new URL("../../../docs/", import.meta.url);

/** Replaces the results in docs/. @returns the paths of the files. */
export const writeResults = (results: Results): readonly string[] =>
  write({
    "generated/performance.json": JSON.stringify(results),
    "generated/performance.md": toMarkdown(results),
    "images/performance.svg": toSvg(results.scenarios),
  });

/** The same for those of the storages. */
export const writeStorageResults = (results: StorageResults): readonly string[] =>
  write({ "generated/storage.json": JSON.stringify(results), "generated/storage.md": storagePage(results) });

function write(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).map(([name, text]) => {
    const path = fileURLToPath(new URL(name, docs));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name.endsWith(".svg") ? text : formatted(path, text));
    return path;
  });
}
