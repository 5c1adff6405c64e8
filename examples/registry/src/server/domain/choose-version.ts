import semver from "semver";
import type { Version } from "../../contract/answers.ts";
import { checkCompilerVersion, checkVersion } from "../../contract/names.ts";
import { Refusal } from "../../contract/refusals.ts";
import { listVersions, requirePackage } from "./packages.ts";
import type { Visitor } from "./permissions.ts";
import type { Registry } from "./registry.ts";

interface Choice {
  readonly name: string;
  readonly visitor: Visitor;
  /** Only what can be used with this version of the compiler. */
  readonly compiler?: string | undefined;
  /** Only what is lower than this version, which need not exist. */
  readonly before?: string | undefined;
}

/**
 * The highest version that was not revoked. A pre-release is never chosen: who wants one names it.
 *
 * @throws {Refusal} `invalid_compiler`, `invalid_version`, `package_not_found`, `version_not_found`
 */
export async function chooseVersion({ database }: Registry, choice: Choice): Promise<Version> {
  const { compiler, before } = choice;
  if (compiler !== undefined) checkCompilerVersion(compiler);
  if (before !== undefined) checkVersion(before);
  const { name } = await requirePackage(database.queries, choice);
  const chosen = (await listVersions(database.queries, name)).find(
    (version) =>
      version.revokedAt === null &&
      semver.prerelease(version.version) === null &&
      (before === undefined || semver.lt(version.version, before)) &&
      (compiler === undefined || fitsCompiler(version, compiler)),
  );
  if (!chosen) throw new Refusal("version_not_found");
  return chosen;
}

/** A nightly compiler can use what its release will be able to use. */
const fitsCompiler = (version: Version, compiler: string) =>
  semver.satisfies(compiler, version.compiler, { includePrerelease: true });
