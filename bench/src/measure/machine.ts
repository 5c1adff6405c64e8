import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem } from "node:os";
import { isPinning } from "../processes/cores.ts";

/** What the figures were made on. */
export const machineOf = (): Readonly<Record<string, string>> => ({
  Processor: cpus()[0]?.model.trim() ?? "unknown",
  Cores: `${cpus().length}, ${isPinning ? "server and load on one each" : "nothing pinned"}`,
  Memory: `${Math.round(totalmem() / 1e9)} GB`,
  System: `${process.platform} ${release()}`,
});

const require = createRequire(import.meta.url);
const packages = ["better-auth", "hono", "@hono/node-server", "better-sqlite3", "undici", "@node-rs/argon2"];

/** Of everything that takes part. */
export const versionsOf = (): Readonly<Record<string, string>> => ({
  "Node.js": process.versions.node,
  Tiauth: String(
    JSON.parse(readFileSync(new URL("../../../apps/server/package.json", import.meta.url), "utf8")).version,
  ),
  ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
});

/** As it is installed: a package need not export its package.json. */
function versionOf(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return String(JSON.parse(readFileSync(`${folder}/${name}/package.json`, "utf8")).version);
    } catch {
      // It is in a folder further up.
    }
  }
  return "unknown";
}
