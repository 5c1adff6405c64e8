import { readdirSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256Of } from "./asking.ts";
import { describeOnEngines } from "./describe-on-engines.ts";
import { anyName, found, memberPath, type Publisher } from "./founding.ts";
import { openStage, type Stage, type User } from "./stage.ts";

describeOnEngines("a package", (stage) => {
  it("is there for everybody with its first version, and comes as it was sent", async () => {
    const ann = await found((await stage().people()).ann);
    const name = anyName();
    const content = "the content of the bundle";
    const said = {
      name,
      version: "1.0.0",
      identity: ann.identity,
      content,
      compiler: ">=1.4",
      description: "Says hello",
    };
    expect(await ann.ask.publish(said)).toMatchObject({ status: 204 });

    expect((await stage().ask("GET", `/packages/${name}`)).body).toEqual({
      name,
      identity: ann.identity,
      visibility: "public",
      description: "Says hello",
      versions: [
        {
          version: "1.0.0",
          compiler: ">=1.4",
          sizeBytes: content.length,
          sha256: sha256Of(content),
          publishedAt: expect.any(String),
          revokedAt: null,
        },
      ],
    });
    expect(await stage().ask.download(name, "1.0.0")).toMatchObject({ status: 200, content });
  });

  it("never gets another content under the same version", async () => {
    const ann = await found((await stage().people()).ann);
    const bundle = { name: anyName(), version: "1.0.0", identity: ann.identity, content: "first" };
    await ann.ask.publish(bundle);
    expect((await ann.ask.publish({ ...bundle, content: "second" })).code).toBe("version_taken");
    expect(await ann.ask.download(bundle.name, "1.0.0")).toMatchObject({ content: "first" });
  });

  it("takes one of many uploads of the same version at once, and keeps nothing of the others", async () => {
    const ann = await found((await stage().people()).ann);
    const before = stage().files().length;
    const name = anyName();
    const contents = Array.from({ length: 6 }, (_, index) => `content ${index}`);
    const answers = await Promise.all(
      contents.map((content) => ann.ask.publish({ name, version: "1.0.0", identity: ann.identity, content })),
    );
    const won = answers.findIndex(({ status }) => status === 204);
    expect(answers.map(({ code }) => code).toSorted()).toEqual([...Array(5).fill("version_taken"), undefined]);
    expect(await ann.ask.download(name, "1.0.0")).toMatchObject({ content: contents[won] });
    expect(stage().files()).toHaveLength(before + 1);
  });

  it("belongs to one identity, and is published by its members who may", async () => {
    const people = await stage().people();
    const [ann, bob] = [await found(people.ann), await found(people.bob)];
    const bundle = { name: anyName(), version: "1.0.0", identity: ann.identity };
    expect((await bob.ask.publish(bundle)).code).toBe("not_permitted");
    expect((await stage().ask.publish(bundle)).code).toBe("not_signed_in");
    expect((await ann.ask.publish({ ...bundle, identity: anyName() })).code).toBe("identity_not_found");
    await ann.ask.publish(bundle);
    const another = { ...bundle, version: "1.0.1", identity: bob.identity };
    expect((await bob.ask.publish(another)).code).toBe("package_name_taken");

    const membership = memberPath(ann.identity, bob);
    await ann.ask("PUT", membership, { permission: "download" });
    expect((await bob.ask.publish({ ...bundle, version: "1.0.1" })).code).toBe("not_permitted");
    expect((await bob.ask("DELETE", `/packages/${bundle.name}/versions/1.0.0`)).code).toBe("not_permitted");
    await ann.ask("PUT", membership, { permission: "publish" });
    expect((await bob.ask.publish({ ...bundle, version: "1.0.1" })).status).toBe(204);
  });

  it("that is private is not there for strangers, and is for members", async () => {
    const { bob, eve, ...people } = await stage().people();
    const ann = await found(people.ann);
    const bundle = { name: anyName(), version: "1.0.0", identity: ann.identity, visibility: "private" };
    await ann.ask.publish(bundle);
    await ann.ask("PUT", memberPath(ann.identity, bob), { permission: "download" });
    const search = async ({ ask }: Pick<User, "ask">) => {
      const { body } = await ask("GET", `/packages?search=${bundle.name}`);
      const names = (body as { readonly packages: readonly { readonly name: string }[] }).packages; // as documented
      return names.map(({ name }) => name);
    };
    for (const member of [ann, bob]) {
      expect(await search(member)).toEqual([bundle.name]);
      expect(await member.ask.download(bundle.name, "1.0.0")).toMatchObject({ status: 200, content: "a bundle" });
    }
    for (const stranger of [stage(), eve]) {
      expect(await search(stranger)).toEqual([]);
      const missing = await stranger.ask("GET", `/packages/${anyName()}`);
      for (const path of ["", "/latest", "/versions/1.0.0/bundle", "/versions/9.9.9/bundle"])
        expect(await stranger.ask("GET", `/packages/${bundle.name}${path}`)).toEqual(missing);
    }
    expect((await eve.ask("DELETE", `/packages/${bundle.name}/versions/1.0.0`)).code).toBe("package_not_found");
    const asPublic = { ...bundle, version: "1.0.1", visibility: "public" };
    expect((await ann.ask.publish(asPublic)).code).toBe("visibility_decided");
  });

  it("is found by a part of its name, page by page, and signs of patterns stand for themselves", async () => {
    const ann = await found((await stage().people()).ann);
    const prefix = anyName().slice(0, 20);
    const names = [..."abc"].map((letter) => `${prefix}_${letter}`);
    for (const name of names) await ann.ask.publish({ name, version: "1.0.0", identity: ann.identity });
    const search = async (text: string, after = "") => {
      const { body } = await stage().ask("GET", `/packages?${new URLSearchParams({ search: text, after })}`);
      return (body as { readonly packages: readonly { readonly name: string }[] }).packages.map(({ name }) => name);
    };
    expect(await search(`${prefix}_`)).toEqual(names);
    expect(await search(`${prefix.toUpperCase()}_B`)).toEqual([`${prefix}_b`]);
    expect(await search(`${prefix}_`, `${prefix}_a`)).toEqual(names.slice(1));
    for (const text of [`${prefix}%`, `${prefix}_%`, `${prefix}__`, `${prefix}\\`])
      expect(await search(text)).toEqual([]);
  });
});

describe("A bundle", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ limits: { bundleBytes: 100_000, uploadSeconds: 2 } });
  });
  afterAll(() => stage.close());

  /** Nothing is left of it: neither a file, nor a package or version that is taken. */
  async function expectNothing(ann: Publisher, name: string) {
    await expect.poll(() => readdirSync(join(stage.dataPath, "incoming"))).toEqual([]);
    expect((await ann.ask("GET", `/packages/${name}`)).code).toBe("package_not_found");
    expect(await ann.ask.publish({ name, version: "1.0.0", identity: ann.identity })).toMatchObject({ status: 204 });
  }

  /** An upload by hand, which can go wrong in any way. */
  function begin(ann: Publisher, name: string): ClientRequest {
    const upload = request(`${stage.url}/api/packages/${name}/versions/1.0.0?identity=${ann.identity}`, {
      method: "PUT",
      headers: {
        Authorization: `Bearer ${ann.sessionToken}`,
        "Bundle-Sha256": sha256Of("x".repeat(1000)),
        "Content-Length": "1000",
      },
    });
    upload.on("error", () => {});
    upload.write("x".repeat(500));
    return upload;
  }

  const arriving = () => expect.poll(() => readdirSync(join(stage.dataPath, "incoming"))).toHaveLength(1);

  it("that is larger than allowed is refused, however its size is told", async () => {
    const [ann, name] = [await found((await stage.people()).ann), anyName()];
    const bundle = { name, version: "1.0.0", identity: ann.identity };
    expect((await ann.ask.publish({ ...bundle, content: "x".repeat(100_001) })).code).toBe("bundle_too_large");
    await expectNothing(ann, name);
    const largest = { ...bundle, version: "1.0.1", content: "x".repeat(100_000) };
    expect((await ann.ask.publish(largest)).status).toBe(204);
  });

  it("that is not what its checksum says is refused", async () => {
    const [ann, name] = [await found((await stage.people()).ann), anyName()];
    const bundle = { name, version: "1.0.0", identity: ann.identity };
    expect((await ann.ask.publish({ ...bundle, sha256: sha256Of("another") })).code).toBe("checksum_mismatch");
    for (const sha256 of ["", "x", sha256Of("a bundle").toUpperCase(), `${sha256Of("a bundle")}0`])
      expect((await ann.ask.publish({ ...bundle, sha256 })).code).toBe("invalid_checksum");
    await expectNothing(ann, name);
  });

  it("that is cut off leaves nothing", async () => {
    const [ann, name] = [await found((await stage.people()).ann), anyName()];
    const upload = begin(ann, name);
    await arriving();
    upload.destroy();
    await expectNothing(ann, name);
  });

  it("that does not go on is given up in time", async () => {
    const [ann, name] = [await found((await stage.people()).ann), anyName()];
    const upload = begin(ann, name);
    const status = await new Promise((resolve) => upload.on("response", (answer) => resolve(answer.statusCode)));
    upload.destroy();
    expect(status).toBe(400);
    await expectNothing(ann, name);
  });

  it("of somebody who leaves the identity while they send it is refused", async () => {
    const { bob, ...people } = await stage.people();
    const [ann, name] = [await found(people.ann), anyName()];
    const membership = memberPath(ann.identity, bob);
    await ann.ask("PUT", membership, { permission: "publish" });
    const upload = begin({ ...bob, identity: ann.identity }, name);
    await arriving();
    await ann.ask("DELETE", membership);
    const status = new Promise((resolve) => upload.on("response", (answer) => resolve(answer.statusCode)));
    upload.end("x".repeat(500));
    expect(await status).toBe(403);
    await expectNothing(ann, name);
    expect(readdirSync(join(stage.dataPath, "bundles")).length).toBeGreaterThan(0);
  });
});
