import { posix } from "node:path";
import { packages, read } from "./files.ts";

const pattern =
  /^\s*(?:import|export)\b[^;"']*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

/** What a source imports or exports from, types included, as it is written there. */
export const specifiersOf = (source: string): readonly string[] =>
  Array.from(source.matchAll(pattern), ([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "");

/** A package's name to its folder: `"@tiauth/server"` → `"packages/server"`. */
const rooms = new Map(packages.map((room) => [String(JSON.parse(read(`${room}/package.json`)).name), room]));

/** The folder of the package that a file belongs to; empty for the root's own files. */
export const roomOf = (path: string) => packages.find((room) => path.startsWith(`${room}/`)) ?? "";

/** The room that an import leads into; undefined for what does not belong to this repository. */
export function importedRoom(path: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return roomOf(importedFile(path, specifier));
  return rooms.get(specifier.split("/").slice(0, 2).join("/"));
}

/** The path of a relative import, from the root. */
const importedFile = (path: string, specifier: string) => posix.join(posix.dirname(path), specifier);

/** The relative imports of a file, as paths from the root. */
export const importedFiles = (path: string): readonly string[] =>
  specifiersOf(read(path))
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => importedFile(path, specifier));
