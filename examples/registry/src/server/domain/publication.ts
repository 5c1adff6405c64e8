import { and, eq } from "drizzle-orm";
import type { Visibility } from "../../contract/answers.ts";
import { checkCompilerRange, checkPackageName, checkVersion } from "../../contract/names.ts";
import { Refusal } from "../../contract/refusals.ts";
import type { Queries } from "../database/database.ts";
import { packages, versions } from "../database/schema.ts";
import { requirePermission } from "./permissions.ts";

/** What somebody says of a version that they publish. */
export interface Publication {
  readonly userId: string;
  /** In whose name. */
  readonly identity: string;
  readonly name: string;
  readonly version: string;
  /** The range of compiler versions that it needs. */
  readonly compiler: string;
  /** Decided by the first version. Undefined: as it is, or else public. */
  readonly visibility?: Visibility | undefined;
  /** Undefined: as it is. */
  readonly description?: string | undefined;
  /** Of the bundle: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

const longestDescription = 200;

/** @throws {Refusal} `invalid_package_name`, `_version`, `_compiler`, `_description` or `_checksum` */
export function checkPublication({ name, version, compiler, description = "", sha256 }: Publication): void {
  checkPackageName(name);
  checkVersion(version);
  checkCompilerRange(compiler);
  if (description.length > longestDescription || /\p{Cc}/u.test(description)) throw new Refusal("invalid_description");
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Refusal("invalid_checksum");
}

/**
 * @throws {Refusal} `identity_not_found`, `not_permitted`, `package_name_taken`, `visibility_decided`, `version_taken`
 */
export async function requirePublishable(queries: Queries, publication: Publication): Promise<void> {
  const { identity, name, version, visibility } = publication;
  await requirePermission(queries, { ...publication, permission: "publish" });
  const [existing] = await queries.select().from(packages).where(eq(packages.name, name));
  if (!existing) return;
  if (existing.identity !== identity) throw new Refusal("package_name_taken");
  if (visibility !== undefined && visibility !== existing.visibility) throw new Refusal("visibility_decided");
  const taken = await queries
    .select({ version: versions.version })
    .from(versions)
    .where(and(eq(versions.package, name), eq(versions.version, version)));
  if (taken.length > 0) throw new Refusal("version_taken");
}

interface Stored {
  readonly bundle: string;
  readonly sizeBytes: number;
  readonly publishedAt: Date;
}

/** To be called where `requirePublishable` has just allowed it, in the same transaction. */
export async function addVersion(queries: Queries, publication: Publication, stored: Stored): Promise<void> {
  const { userId, identity, name, version, compiler, visibility = "public", description, sha256 } = publication;
  await queries
    .insert(packages)
    .values({ name, identity, visibility, description: description ?? "" })
    .onConflictDoNothing();
  if (description !== undefined) await queries.update(packages).set({ description }).where(eq(packages.name, name));
  await queries.insert(versions).values({ package: name, version, compiler, sha256, publishedBy: userId, ...stored });
}
