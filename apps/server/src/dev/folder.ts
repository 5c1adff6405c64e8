import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "../start-error.ts";

/**
 * Makes the folder for the files of development, for its owner alone, and keeps it out of Git.
 *
 * @param directory `:memory:` needs no folder.
 * @throws {StartError} if it cannot be made or written to.
 */
export function prepareFolder(directory: string): void {
  if (directory === ":memory:") return;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(join(directory, ".gitignore"), "*\n", { mode: 0o600 });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown";
    throw new StartError(`${directory}: cannot be written to (${code}). Start in a folder of your own.`);
  }
}
