import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, type Stage, type User } from "./stage.ts";

describe("Versions", () => {
  let stage: Stage;
  let ann: User;
  beforeAll(async () => {
    stage = await openStage();
    ann = await stage.newUser();
    await ann.ask("POST", "/identities", { name: "acme" });
  });
  afterAll(() => stage.close());

  const publish = (name: string, version: string, compiler = "*") =>
    ann.ask.publish({ name, version, identity: "acme", compiler, content: `${name} ${version}` });
  const latest = async (name: string, query: Readonly<Record<string, string>> = {}) => {
    const { body, code } = await stage.ask("GET", `/packages/${name}/latest?${new URLSearchParams(query)}`);
    return code ?? (body as { readonly version: string }).version; // as documented
  };

  it("are chosen by the compiler that somebody has, by order of version and not of time or letters", async () => {
    await publish("tree", "1.2.0", ">=1.0.0");
    await publish("tree", "1.10.0", ">=1.4.0 <3");
    await publish("tree", "1.9.0", ">=1.3.0");
    await publish("tree", "2.0.0-beta.1", "*");
    expect(await latest("tree")).toBe("1.10.0");
    expect(await latest("tree", { compiler: "1.3.5" })).toBe("1.9.0");
    expect(await latest("tree", { compiler: "1.0.0" })).toBe("1.2.0");
    expect(await latest("tree", { compiler: "3.0.0" })).toBe("1.9.0");
    expect(await latest("tree", { compiler: "2.0.0-nightly.7" })).toBe("1.10.0");
    expect(await latest("tree", { compiler: "0.9.0" })).toBe("version_not_found");
    expect(await latest("tree", { compiler: "new" })).toBe("invalid_compiler");
    expect(await latest("tree", { compiler: ">=1" })).toBe("invalid_compiler");
  });

  it("are the ones before another, which need not be there", async () => {
    for (const version of ["1.0.0", "1.1.0", "1.2.0", "2.0.0"]) await publish("before", version);
    expect(await latest("before", { before: "2.0.0" })).toBe("1.2.0");
    expect(await latest("before", { before: "1.1.5" })).toBe("1.1.0");
    expect(await latest("before", { before: "2.0.0-rc.1" })).toBe("1.2.0");
    expect(await latest("before", { before: "1.0.0" })).toBe("version_not_found");
    expect(await latest("before", { before: "two" })).toBe("invalid_version");
  });

  it("that are revoked are gone and stay taken, and the one before counts", async () => {
    await publish("gone", "1.0.0");
    const before = readdirSync(join(stage.dataPath, "bundles"));
    await publish("gone", "1.1.0");
    const [bundle = ""] = readdirSync(join(stage.dataPath, "bundles")).filter((file) => !before.includes(file));

    expect((await ann.ask("DELETE", "/packages/gone/versions/1.1.0")).status).toBe(204);
    expect(existsSync(join(stage.dataPath, "bundles", bundle))).toBe(false);
    expect(await stage.ask.download("gone", "1.1.0")).toMatchObject({ status: 410, code: "version_revoked" });
    expect(await latest("gone")).toBe("1.0.0");
    expect((await publish("gone", "1.1.0")).code).toBe("version_taken");
    expect((await ann.ask("DELETE", "/packages/gone/versions/1.1.0")).code).toBe("version_revoked");
    expect((await ann.ask("DELETE", "/packages/gone/versions/9.0.0")).code).toBe("version_not_found");
    expect((await stage.ask("GET", "/packages/gone")).body).toMatchObject({
      versions: [
        { version: "1.1.0", revokedAt: expect.any(String) },
        { version: "1.0.0", revokedAt: null },
      ],
    });
    expect(await stage.ask.download("gone", "1.0.0")).toMatchObject({ status: 200, content: "gone 1.0.0" });
  });

  it("of a package whose every version is revoked: the name stays taken too", async () => {
    await publish("lost", "1.0.0");
    await ann.ask("DELETE", "/packages/lost/versions/1.0.0");
    const bob = await stage.newUser();
    await bob.ask("POST", "/identities", { name: "bobs" });
    const answer = await bob.ask.publish({ name: "lost", version: "2.0.0", identity: "bobs" });
    expect(answer.code).toBe("package_name_taken");
    expect(await latest("lost")).toBe("version_not_found");
  });
});
