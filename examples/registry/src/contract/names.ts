import semver from "semver";
import { Refusal } from "./refusals.ts";

// Names and versions stand in paths, addresses and file names: only what is harmless in all of them is taken, so letters
// of other scripts that look like a-z are not.
const identityName = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const packageName = /^(?!.*\.\.)[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const longestVersion = 64;
const longestCompilerRange = 100;

export function checkIdentityName(name: string): void {
  if (!identityName.test(name)) throw new Refusal("invalid_identity_name");
}

export function checkPackageName(name: string): void {
  if (!packageName.test(name)) throw new Refusal("invalid_package_name");
}

/** Written in its one form: `v1.0.0`, ` 1.0.0` and `1.0.0+build` would be other names for 1.0.0. */
export function checkVersion(version: string): void {
  if (version.length > longestVersion || semver.valid(version) !== version) throw new Refusal("invalid_version");
}

/** A range of compiler versions, like `>=1.4 <3`. */
export function checkCompilerRange(range: string): void {
  const isRange = range.trim() !== "" && range.length <= longestCompilerRange && semver.validRange(range) !== null;
  if (!isRange) throw new Refusal("invalid_compiler");
}

export function checkCompilerVersion(version: string): void {
  if (version.length > longestVersion || semver.valid(version) !== version) throw new Refusal("invalid_compiler");
}
