import type { ReadableStream } from "node:stream/web";
import { and, eq } from "drizzle-orm";
import { Refusal } from "../../contract/refusals.ts";
import type { Queries } from "../database/database.ts";
import { versions } from "../database/schema.ts";
import { dropBundle, tryRemoveLooseBundles } from "./loose-bundles.ts";
import { requirePackage } from "./packages.ts";
import { requirePermission, type Visitor } from "./permissions.ts";
import type { Registry } from "./registry.ts";

interface Wanted {
  readonly name: string;
  readonly version: string;
}

export interface Bundle {
  readonly sizeBytes: number;
  readonly content: ReadableStream<Uint8Array>;
}

/** @throws {Refusal} `package_not_found`, `version_not_found`, `version_revoked` */
export async function openBundle(
  { database, bundles }: Registry,
  wanted: Wanted & { readonly visitor: Visitor },
): Promise<Bundle> {
  await requirePackage(database.queries, wanted);
  const { bundle, sizeBytes } = await requireVersion(database.queries, wanted);
  const content = await bundles.get(bundle);
  if (content) return { sizeBytes, content };
  // Either it was revoked just now, or somebody took a file away.
  await requireVersion(database.queries, wanted);
  throw new Error(`The content of ${wanted.name} ${wanted.version} is missing.`);
}

/**
 * Takes the content of a version away. Its name and number stay taken: nobody ever gets something else for them.
 *
 * @throws {Refusal} `package_not_found`, `not_permitted`, `version_not_found`, `version_revoked`
 */
export async function revoke(registry: Registry, wanted: Wanted & { readonly userId: string }): Promise<void> {
  const { name, version, userId } = wanted;
  await registry.database.change(async (queries) => {
    const { identity } = await requirePackage(queries, { name, visitor: userId });
    await requirePermission(queries, { identity, userId, permission: "publish" });
    const { bundle } = await requireVersion(queries, wanted);
    await queries
      .update(versions)
      .set({ revokedAt: registry.now() })
      .where(and(eq(versions.package, name), eq(versions.version, version)));
    await dropBundle(queries, bundle);
  });
  await tryRemoveLooseBundles(registry);
}

async function requireVersion(queries: Queries, { name, version }: Wanted) {
  const [found] = await queries
    .select()
    .from(versions)
    .where(and(eq(versions.package, name), eq(versions.version, version)));
  if (!found) throw new Refusal("version_not_found");
  if (found.revokedAt) throw new Refusal("version_revoked");
  return found;
}
