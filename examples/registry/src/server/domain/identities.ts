import { and, count, eq, gt, lte } from "drizzle-orm";
import type { Me } from "../../contract/answers.ts";
import { checkIdentityName } from "../../contract/names.ts";
import { Refusal } from "../../contract/refusals.ts";
import type { Queries } from "../database/database.ts";
import { identities, members, users } from "../database/schema.ts";
import type { Limits, Registry } from "./registry.ts";

interface NewIdentity {
  readonly name: string;
  /** Will administer it. */
  readonly userId: string;
}

/** @throws {Refusal} `invalid_identity_name`, `identity_name_taken`, `too_many_identities` */
export async function createIdentity(registry: Registry, { name, userId }: NewIdentity): Promise<void> {
  const { database, limits, now } = registry;
  checkIdentityName(name);
  await database.change(async (queries) => {
    const createdAt = now();
    await checkFlood(queries, { userId, limits, at: createdAt });
    const created = await queries
      .insert(identities)
      .values({ name, createdBy: userId, createdAt })
      .onConflictDoNothing()
      .returning();
    if (created.length === 0) throw new Refusal("identity_name_taken");
    await queries.insert(members).values({ identity: name, userId, permission: "administer" });
  });
}

interface Flood {
  readonly userId: string;
  readonly limits: Limits;
  readonly at: Date;
}

const dayMilliseconds = 24 * 60 * 60 * 1000;

async function checkFlood(queries: Queries, { userId, limits, at }: Flood): Promise<void> {
  // Nothing that is still to come: the clock was wrong then.
  const lately = and(gt(identities.createdAt, new Date(at.getTime() - dayMilliseconds)), lte(identities.createdAt, at));
  const isOwn = eq(identities.createdBy, userId);
  const [all] = await queries.select({ count: count() }).from(identities).where(lately);
  const [own] = await queries.select({ count: count() }).from(identities).where(and(lately, isOwn));
  const isFlood = Number(own?.count) >= limits.identitiesPerUserPerDay || Number(all?.count) >= limits.identitiesPerDay;
  if (isFlood) throw new Refusal("too_many_identities");
}

/** Somebody, with the identities they are a member of; undefined if nobody has the id any more. */
export async function findMe({ database: { queries } }: Registry, userId: string): Promise<Me | undefined> {
  const [user] = await queries.select({ emailAddress: users.emailAddress }).from(users).where(eq(users.id, userId));
  const own = await queries
    .select({ name: members.identity, permission: members.permission })
    .from(members)
    .where(eq(members.userId, userId))
    .orderBy(members.identity);
  return user && { ...user, identities: own };
}

export async function isIdentity({ database: { queries } }: Registry, name: string): Promise<boolean> {
  const found = await queries.select({ name: identities.name }).from(identities).where(eq(identities.name, name));
  return found.length > 0;
}
