import { and, eq } from "drizzle-orm";
import type { Member } from "../../contract/answers.ts";
import type { Permission } from "../../contract/permissions.ts";
import { Refusal } from "../../contract/refusals.ts";
import type { Queries } from "../database/database.ts";
import { members, users } from "../database/schema.ts";
import { requirePermission } from "./permissions.ts";
import type { Registry } from "./registry.ts";

interface Asked {
  readonly identity: string;
  /** Who asks. */
  readonly userId: string;
}

interface Membership extends Asked {
  /** Whose membership it is. */
  readonly emailAddress: string;
}

/** @throws {Refusal} `identity_not_found`, `not_permitted` */
export async function listMembers({ database: { queries } }: Registry, asked: Asked): Promise<readonly Member[]> {
  await requirePermission(queries, { ...asked, permission: "download" });
  return queries
    .select({ emailAddress: users.emailAddress, permission: members.permission })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(members.identity, asked.identity))
    .orderBy(users.emailAddress);
}

/**
 * Adds a member, or changes what one may do.
 *
 * @throws {Refusal} `identity_not_found`, `not_permitted`, `user_not_found`, `last_administrator`
 */
export async function setMember(registry: Registry, membership: Membership & { readonly permission: Permission }) {
  const { identity, emailAddress, permission } = membership;
  await registry.database.change(async (queries) => {
    await requirePermission(queries, { ...membership, permission: "administer" });
    const userId = await findUserId(queries, emailAddress);
    if (!userId) throw new Refusal("user_not_found");
    await queries.delete(members).where(isMember({ identity, userId }));
    await queries.insert(members).values({ identity, userId, permission });
    await requireAdministrator(queries, identity);
  });
}

/**
 * Removes a member; themselves, anybody may.
 *
 * @throws {Refusal} `identity_not_found`, `not_permitted`, `member_not_found`, `last_administrator`
 */
export async function removeMember(registry: Registry, { identity, userId, emailAddress }: Membership): Promise<void> {
  await registry.database.change(async (queries) => {
    const removed = await findUserId(queries, emailAddress);
    const permission = removed === userId ? "download" : "administer";
    await requirePermission(queries, { identity, userId, permission });
    if (!removed) throw new Refusal("member_not_found");
    const gone = await queries
      .delete(members)
      .where(isMember({ identity, userId: removed }))
      .returning();
    if (gone.length === 0) throw new Refusal("member_not_found");
    await requireAdministrator(queries, identity);
  });
}

const isMember = ({ identity, userId }: Asked) => and(eq(members.identity, identity), eq(members.userId, userId));

async function findUserId(queries: Queries, emailAddress: string): Promise<string | undefined> {
  const [user] = await queries.select({ id: users.id }).from(users).where(eq(users.emailAddress, emailAddress));
  return user?.id;
}

/** The last thing a change of members does: without an administrator nobody could ever change anything again. */
async function requireAdministrator(queries: Queries, identity: string): Promise<void> {
  const administrators = await queries
    .select({ userId: members.userId })
    .from(members)
    .where(and(eq(members.identity, identity), eq(members.permission, "administer")));
  if (administrators.length === 0) throw new Refusal("last_administrator");
}
