import { and, eq, exists, or, type SQL, sql } from "drizzle-orm";
import { includesPermission, type Permission } from "../../contract/permissions.ts";
import { Refusal } from "../../contract/refusals.ts";
import type { Queries } from "../database/database.ts";
import { identities, members, packages } from "../database/schema.ts";

// Who may do what is decided in this file, and nowhere else.

/** Somebody; undefined if they are not signed in. */
export type Visitor = string | undefined;

interface Needed {
  readonly identity: string;
  readonly userId: string;
  readonly permission: Permission;
}

/** @throws {Refusal} `identity_not_found`, `not_permitted` */
export async function requirePermission(queries: Queries, { identity, userId, permission }: Needed): Promise<void> {
  const [found] = await queries
    .select({ held: members.permission })
    .from(identities)
    .leftJoin(members, and(eq(members.identity, identities.name), eq(members.userId, userId)))
    .where(eq(identities.name, identity));
  if (!found) throw new Refusal("identity_not_found");
  if (!found.held || !includesPermission(found.held, permission)) throw new Refusal("not_permitted");
}

/** For a condition on packages: those that are public, and those of identities that the visitor is a member of. */
export function isVisibleTo(queries: Queries, visitor: Visitor): SQL | undefined {
  const isPublic = eq(packages.visibility, "public");
  if (visitor === undefined) return isPublic;
  const membership = queries
    .select({ one: sql`1` })
    .from(members)
    .where(and(eq(members.identity, packages.identity), eq(members.userId, visitor)));
  return or(isPublic, exists(membership));
}
