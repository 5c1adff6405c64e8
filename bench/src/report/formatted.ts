import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

// A tool of the root: one version for the whole repository.
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

/** The text as `biome format` leaves it, so that checking the repository finds nothing to change. */
export function formatted(path: string, text: string): string {
  const args = [biome, "format", `--stdin-file-path=${path}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input: text, encoding: "utf8" });
  if (status !== 0) throw new Error(`biome cannot format ${path}: ${stderr}`);
  return stdout;
}
