import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const notOurs = new Set(["node_modules", "dist", ".next", ".git", ".turbo", "coverage"]);

/** Every file of the repository as a path from its root, with `/` between folders. */
export function files(folder = ""): readonly string[] {
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : files(`${path}/`);
    return entry.isFile() ? [path] : [];
  });
}

export const read = (path: string) => readFileSync(root + path, "utf8");

/** A folder `testing` has what tests need; `packages/testing` is a package like any other. */
const isTest = (path: string) => /\.test\.ts$|(?<!^packages)\/testing\/|^testapp\//.test(path);
const isGenerated = (path: string) => /\/(generated\/contract\.ts$|migrations\/)/.test(path);

/** Code that is not a test. */
export const sources = files().filter((path) => /\.(ts|tsx|js|mjs)$/.test(path) && !isTest(path));

/** Code that people wrote. */
export const writtenSources = sources.filter((path) => !isGenerated(path));

/** The packages of the workspace: folders with a `package.json`, the root's aside. */
export const packages = files()
  .filter((path) => path.endsWith("/package.json"))
  .map((path) => path.replace(/\/package\.json$/, ""));
