import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

export { type Dev, type InboxMail as Mail, startDev } from "tiauth/dev";

/** The script behind the command `tiauth`, which has to be built; also for who runs from the sources. */
export function findCommand(): string {
  const entry = createRequire(import.meta.url).resolve("tiauth/dev"); // in dist/dev, or in src/dev
  return fileURLToPath(new URL("../../dist/main.js", pathToFileURL(entry)));
}
