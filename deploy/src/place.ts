import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The root of the repository, with a `/` at its end. */
export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** A file of this folder: `Dockerfile`. */
export const readOwn = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
