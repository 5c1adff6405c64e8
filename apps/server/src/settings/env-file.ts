import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";

/** Variables by name, as a process has them. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The named env file cannot be read. The message says why, for the operator. */
export class EnvFileError extends Error {
  override readonly name = "EnvFileError";
}

/**
 * Reads an env file, without touching the environment of the process.
 *
 * @param path the file named by the operator; undefined reads `.env` if there is one.
 * @throws {EnvFileError} if a named file is missing, or a file that is there cannot be read.
 */
export function readEnvFile(path: string | undefined): Variables {
  try {
    return parseEnv(readFileSync(path ?? ".env", "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" && path === undefined) return {};
    const reason = code === "ENOENT" ? "is not there" : `cannot be read (${code})`;
    throw new EnvFileError(reason);
  }
}
