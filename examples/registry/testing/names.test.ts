import { readdirSync } from "node:fs";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sha256Of } from "./asking.ts";
import { openStage, type Stage, type User } from "./stage.ts";

describe("A name or version with a trick in it", () => {
  let stage: Stage;
  let ann: User;
  beforeAll(async () => {
    stage = await openStage();
    ann = await stage.newUser();
    await ann.ask("POST", "/identities", { name: "acme" });
  });
  afterAll(() => stage.close());

  /** Sends the path as it is: `fetch` would tidy it. */
  const send = (method: string, path: string) =>
    new Promise<number>((resolve, reject) => {
      const headers = { Authorization: `Bearer ${ann.sessionToken}`, "Bundle-Sha256": sha256Of("x") };
      const { hostname, port } = new URL(stage.url);
      request({ hostname, port, method, path, headers }, (answer) => resolve(answer.resume().statusCode ?? 0))
        .on("error", reject)
        .end(method === "PUT" ? "x" : undefined);
    });

  /** Only what the registry made itself, with names of its own. */
  const expectNoTrace = async () => {
    const files = readdirSync(stage.dataPath, { recursive: true }).map(String).toSorted();
    expect(files.filter((file) => !file.startsWith("registry.sqlite"))).toEqual(["bundles", "incoming"]);
    expect((await ann.ask("GET", "/packages")).body).toEqual({ packages: [], after: null });
  };

  const tricks = [
    "..",
    ".",
    "../evil",
    "..%2fevil",
    "%2e%2e",
    "%2e%2e%2fevil",
    "%252e%252e",
    "..%5cevil",
    "%2fetc%2fpasswd",
    "C:%5cevil",
    "a%00b",
    "%00",
    "a%0ab",
    "%20a",
    "a%20",
    ".hidden",
    "a..b",
    "a.",
    "-a",
    "_a",
    "A",
    "a".repeat(65),
    "a".repeat(300),
    "%D0%B0cme", // Cyrillic а
    "%EF%BD%81cme", // fullwidth ａ
    "acme%E2%80%8B", // zero width space
    "caf%C3%A9",
    "%ff%fe",
    "%zz",
    "@acme%2fhello",
    "node_modules%2f",
    "",
  ];

  it.each(tricks)("%j is no package", async (trick) => {
    const status = await send("PUT", `/api/packages/${trick}/versions/1.0.0?identity=acme`);
    expect([400, 404]).toContain(status);
    for (const path of [`/api/packages/${trick}/versions/1.0.0/bundle`, `/packages/${trick}`])
      expect([200, 400, 404]).toContain(await send("GET", path));
    await expectNoTrace();
  });

  const versions = [
    ...tricks.filter((trick) => trick !== ""),
    "v1.0.0",
    "%3d1.0.0",
    "1.0",
    "1",
    "01.0.0",
    "1.0.0+build",
    "1.0.0%2bbuild",
    "1.0.0-..",
    "1.0.0-a..b",
    "1.0.0%2f..",
    "1.0.0-%2e%2e%2fevil",
    "1.0.0%00",
    "%EF%BC%91.0.0", // fullwidth 1
    `1.0.0-${"a".repeat(60)}`,
    "99999999999999999999.0.0",
    "*",
    "latest",
  ];

  it.each(versions)("%j is no version", async (version) => {
    const status = await send("PUT", `/api/packages/hello/versions/${version}?identity=acme`);
    expect([400, 404, 405]).toContain(status);
    await expectNoTrace();
  });

  it.each(["", "%20", "new", "1.x.y.z", ">=1%20|||%202", "%3e%3d1%20".repeat(30), "1%00"])(
    "%j is no range of compilers",
    async (compiler) => {
      expect(await send("PUT", `/api/packages/hello/versions/1.0.0?identity=acme&compiler=${compiler}`)).toBe(400);
      await expectNoTrace();
    },
  );

  it("in a description is refused, a plain one is text on the page", async () => {
    for (const description of ["a\nb", "a\u0001b", "x".repeat(201)])
      expect((await ann.ask.publish({ name: "hello", version: "1.0.0", identity: "acme", description })).code).toBe(
        "invalid_description",
      );
    await expectNoTrace();
    const description = "<script>alert(1)</script>";
    await ann.ask.publish({ name: "hello", version: "1.0.0", identity: "acme", description });
    const page = await (await fetch(`${stage.url}/packages/hello`)).text();
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toContain("<script");
  });
});
