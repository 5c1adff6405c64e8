import { and, asc, eq, gt, sql } from "drizzle-orm";
import semver from "semver";
import type { Package, PackageWithVersions, SearchAnswer, Version } from "../../contract/answers.ts";
import { Refusal } from "../../contract/refusals.ts";
import type { Queries } from "../database/database.ts";
import { packages, versions } from "../database/schema.ts";
import { isVisibleTo, type Visitor } from "./permissions.ts";
import type { Registry } from "./registry.ts";

interface Wanted {
  readonly name: string;
  readonly visitor: Visitor;
}

/** @throws {Refusal} `package_not_found`: there is none, or the visitor may not see it */
export async function requirePackage(queries: Queries, { name, visitor }: Wanted): Promise<Package> {
  const [found] = await queries
    .select()
    .from(packages)
    .where(and(eq(packages.name, name), isVisibleTo(queries, visitor)));
  if (!found) throw new Refusal("package_not_found");
  return found;
}

/** @throws {Refusal} `package_not_found` */
export async function showPackage({ database }: Registry, wanted: Wanted): Promise<PackageWithVersions> {
  const found = await requirePackage(database.queries, wanted);
  return { ...found, versions: await listVersions(database.queries, found.name) };
}

/** The highest first. */
export async function listVersions(queries: Queries, name: string): Promise<readonly Version[]> {
  const rows = await queries.select().from(versions).where(eq(versions.package, name));
  return rows.map(toVersion).toSorted((one, other) => semver.rcompare(one.version, other.version));
}

const toVersion = (row: typeof versions.$inferSelect): Version => ({
  version: row.version,
  compiler: row.compiler,
  sizeBytes: row.sizeBytes,
  sha256: row.sha256,
  publishedAt: row.publishedAt.toISOString(),
  revokedAt: row.revokedAt?.toISOString() ?? null,
});

interface Search {
  readonly visitor: Visitor;
  /** A part of the name; "" for all. */
  readonly text?: string | undefined;
  readonly identity?: string | undefined;
  /** Only names behind this one. */
  readonly after?: string | undefined;
}

const pageLength = 50;

/** Packages that the visitor may see, by their names, a page at a time. */
export async function searchPackages({ database }: Registry, search: Search): Promise<SearchAnswer> {
  const { visitor, text = "", identity, after } = search;
  const { queries } = database;
  // What stands for others in a pattern stands for itself here.
  const pattern = `%${text.toLowerCase().replaceAll(/[%_\\]/g, "\\$&")}%`;
  const found = await queries
    .select()
    .from(packages)
    .where(
      and(
        sql`${packages.name} like ${pattern} escape '\\'`,
        identity === undefined ? undefined : eq(packages.identity, identity),
        after === undefined ? undefined : gt(packages.name, after),
        isVisibleTo(queries, visitor),
      ),
    )
    .orderBy(asc(packages.name))
    .limit(pageLength + 1);
  const page = found.slice(0, pageLength);
  return { packages: page, after: found.length > pageLength ? (page.at(-1)?.name ?? null) : null };
}
