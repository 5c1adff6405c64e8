import { posix } from "node:path";
import { read } from "./files.ts";

/** A map of pnpm's lockfile: of YAML it is only maps in maps, indented by two or, for the folder `engines`, in braces. */
interface YamlMap {
  readonly [key: string]: YamlMap | string;
}

const unquoted = (text: string) => text.trim().replace(/^'(.*)'$/, "$1");

function parse(text: string): YamlMap {
  const root: Record<string, YamlMap | string> = {};
  const path = [root];
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    const [, indentation = "", key = "", value = ""] =
      /^( *)('[^']*'|[^:]*(?::[^ ][^:]*)*):(?: (.*))?$/.exec(line) ?? [];
    const parent = path[indentation.length / 2];
    if (!parent) continue;
    const child = {};
    parent[unquoted(key)] = value === "" ? child : isMapOfMaps(value) ? parseBraces(value) : unquoted(value);
    path.splice(indentation.length / 2 + 1, Infinity, child);
  }
  return root;
}

const isMapOfMaps = (value: string) => /^\{.*\{/.test(value);

/** `{name: {specifier: 1.0.0}}` as JSON has the same braces, and quotes. */
const parseBraces = (text: string): YamlMap =>
  JSON.parse(text.replace(/'?([^\s'{}:,][^'{}:,]*)'?(?=[:,}])/g, (_, word: string) => JSON.stringify(word)));

const mapIn = (map: YamlMap | string | undefined, key: string): YamlMap => {
  const value = typeof map === "object" ? map[key] : undefined;
  return typeof value === "object" ? value : {};
};

const lock = parse(read("pnpm-lock.yaml"));

/** A dependency as the lockfile has it: what a `package.json` asks for, and the version that it gets. */
export interface Locked {
  readonly name: string;
  readonly specifier: string;
  readonly version: string;
}

/** The folders of the packages of this repository that the lockfile knows; `.` is the root. */
export const lockedFolders = Object.keys(mapIn(lock, "importers"));

/** What the lockfile has for the package in this folder, in any of the groups. */
export const lockedOf = (folder: string, groups: readonly string[]): readonly Locked[] =>
  groups.flatMap((group) =>
    Object.entries(mapIn(mapIn(mapIn(lock, "importers"), folder), group)).map(([name, entry]) => ({
      name,
      specifier: String(typeof entry === "object" ? entry.specifier : ""),
      version: String(typeof entry === "object" ? entry.version : ""),
    })),
  );

/** Where each package of the registry comes from: `"zod@4.6.7"` → `"{integrity: sha512-…}"`. */
export const resolutions: ReadonlyMap<string, string> = new Map(
  Object.entries(mapIn(lock, "packages")).map(([id, entry]) => [
    id,
    String(typeof entry === "object" ? entry.resolution : ""),
  ]),
);

const runtime = ["dependencies", "optionalDependencies"];
const idOf = (name: string, version: string) => (version in mapIn(lock, "snapshots") ? version : `${name}@${version}`);

/** Every package of the registry that is needed to run the package in this folder, through whomever. */
export function runtimePackages(folder: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const { name, version } of lockedOf(folder, runtime)) {
    if (version.startsWith("link:")) runtimePackages(posix.join(folder, version.slice("link:".length)), seen);
    else follow(idOf(name, version), seen);
  }
  return seen;
}

function follow(id: string, seen: Set<string>): void {
  if (seen.has(id)) return;
  seen.add(id);
  for (const group of runtime)
    for (const [name, version] of Object.entries(mapIn(mapIn(mapIn(lock, "snapshots"), id), group)))
      follow(idOf(name, String(version)), seen);
}
