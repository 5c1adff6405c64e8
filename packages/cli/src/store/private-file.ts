import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, readFileSync, type Stats } from "node:fs";
import { CliError } from "../cli-error.ts";

/** Far more than sessions take. */
const maxBytes = 1_000_000;

/** Windows has neither owners nor modes: there the profile's folder keeps others out. */
const userId = process.geteuid?.();

/**
 * The text of a file that nobody else can read or write; undefined where there is none.
 *
 * @throws {CliError} `store_not_private` if others can, if it belongs to another user or if it is a link.
 */
export function readPrivateFile(path: string): string | undefined {
  const file = open(path);
  if (file === undefined) return undefined;
  try {
    // Of what was opened, so that nothing is put in its place meanwhile.
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size > maxBytes) throw notOurs(path, "is not the file it should be");
    if (userId !== undefined) checkOwner(path, stats);
    if (userId !== undefined && (stats.mode & 0o077) !== 0) throw readable(path, stats);
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

function open(path: string): number | undefined {
  // Windows does not know them. A pipe in its place would be waited for for ever.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    return openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return undefined;
    if (code === "ELOOP") throw notOurs(path, "is a symbolic link");
    throw failed(path, error);
  }
}

/**
 * Makes the folder, for its user only, or checks that nobody else can change what is in it.
 *
 * @throws {CliError} `store_not_private` if others can, if it belongs to another user or if it is a link.
 */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw failed(path, error);
  }
  checkPrivateFolder(path);
}

/** As {@link makePrivateFolder}, for a folder that need not be there. */
export function checkPrivateFolder(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isSymbolicLink()) throw notOurs(path, "is a symbolic link");
  if (!stats.isDirectory()) throw notOurs(path, "is not a folder");
  if (userId === undefined) return;
  checkOwner(path, stats);
  if ((stats.mode & 0o022) !== 0) throw writable(path, stats);
}

function checkOwner(path: string, { uid }: Stats): void {
  if (uid !== userId) throw notOurs(path, "belongs to another user");
}

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** The disk said no. */
export const failed = (path: string, error: unknown) =>
  new CliError("store_failed", `${path} cannot be used: ${codeOf(error) ?? "unknown fault"}.`, error);

const modeOf = ({ mode }: Stats) => (mode & 0o777).toString(8).padStart(4, "0");

/** As a shell takes it for one word. */
const quoted = (path: string) => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

const notOurs = (path: string, what: string) =>
  new CliError("store_not_private", `${path} ${what}, so no session is kept in it. Move it away and sign in again.`);

const readable = (path: string, stats: Stats) =>
  new CliError(
    "store_not_private",
    `Others may read or change your sessions in ${path} (mode ${modeOf(stats)}). ` +
      `If nobody did, run: chmod 600 ${quoted(path)}. Otherwise delete it and sign in again.`,
  );

const writable = (path: string, stats: Stats) =>
  new CliError(
    "store_not_private",
    `Others may change what is in the folder ${path} (mode ${modeOf(stats)}). Run: chmod 700 ${quoted(path)}`,
  );
