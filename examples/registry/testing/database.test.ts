import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { identities, looseBundles } from "../src/server/database/schema.ts";
import { createIdentity } from "../src/server/domain/identities.ts";
import { announceBundle, claimBundle, removeLooseBundles } from "../src/server/domain/loose-bundles.ts";
import { describeOnEngines } from "./describe-on-engines.ts";
import { anyName } from "./founding.ts";

const hour = 60 * 60 * 1000;

describeOnEngines("a change", (stage) => {
  const newIdentity = () => ({ name: anyName(), createdBy: "somebody", createdAt: new Date() });

  it("is seen by others when it is whole, and not at all if it was thrown away", async () => {
    const { database } = stage().registry();
    const identity = newIdentity();
    const find = () => database.queries.select().from(identities).where(eq(identities.name, identity.name));
    const thrown = database.change(async (queries) => {
      await queries.insert(identities).values(identity);
      expect(await find()).toEqual([]);
      throw new Error("no, after all");
    });
    await expect(thrown).rejects.toThrow("no, after all");
    expect(await find()).toEqual([]);
    await database.change((queries) => queries.insert(identities).values(identity));
    expect(await find()).toEqual([identity]);
  });

  it("goes after the other where two begin in the same moment", async () => {
    const registry = stage().registry();
    const { session } = (await stage().people()).ann;
    const one = { name: anyName(), userId: session.userId };
    const created = await Promise.allSettled([createIdentity(registry, one), createIdentity(registry, one)]);
    expect(created.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const { reason } = created.find((result) => result.status === "rejected") ?? {};
    expect(reason).toMatchObject({ code: "identity_name_taken" });
  });

  it("of somebody whose bundle is being removed, as it took too long, is refused", async () => {
    const registry = stage().registry();
    const { database, bundles } = registry;
    const key = anyName();
    const claim = () => database.change((queries) => claimBundle(queries, key));
    await announceBundle(registry, key);
    stage().wait(hour + 1);
    // While the content is on its way out, the key is still on the list.
    let refusal: unknown;
    const remove = async () => {
      refusal = await claim().catch((error: unknown) => error);
    };
    await removeLooseBundles({ ...registry, bundles: { ...bundles, remove } });
    expect(refusal).toMatchObject({ code: "upload_incomplete" });
    await expect(claim()).rejects.toMatchObject({ code: "upload_incomplete" });
    expect(await database.queries.select().from(looseBundles)).toEqual([]);
  });

  it("or a look for what no text can have is refused, and no accident", async () => {
    const { ann } = await stage().people();
    const paths = [
      "/packages?search=%00",
      "/packages/%00",
      "/packages/a/latest?compiler=%00",
      "/identities/%00/members",
    ];
    for (const path of paths) expect((await ann.ask("GET", path)).status).toBe(400);
    expect((await ann.ask("PUT", "/identities/a/members/%00", { permission: "download" })).status).toBe(400);
    expect((await fetch(`${stage().url}/packages/%00`)).status).toBe(400);
  });
});
