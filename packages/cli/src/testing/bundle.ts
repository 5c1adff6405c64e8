import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { temporaryFolder } from "./folder.ts";

/** A program of this folder as one file that Node runs. Resolves with its path. */
export async function bundle(name: string): Promise<string> {
  const outfile = join(temporaryFolder(), `${name}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`./${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["@tiauth/source"],
    logLevel: "silent",
  });
  return outfile;
}
