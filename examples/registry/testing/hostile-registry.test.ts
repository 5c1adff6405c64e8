import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { sha256Of } from "./asking.ts";
import { openMachine } from "./machine.ts";
import { openStage, type Stage } from "./stage.ts";

describe("A registry that lies", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** A machine whose registry gives these answers. */
  async function machineAt(answers: Readonly<Record<string, string>>) {
    const authServerUrl = stage.tiauth.url;
    const server = createServer(({ url = "" }, response) => {
      const body = url === "/api/" || url === "/api" ? JSON.stringify({ authServerUrl }) : answers[url];
      response.writeHead(body === undefined ? 404 : 200).end(body);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void server.close());
    const address = server.address();
    if (!address || typeof address === "string") throw new Error("It listens on TCP.");
    return openMachine({ registryUrl: `http://127.0.0.1:${address.port}`, tiauth: stage.tiauth });
  }

  const latest = (version: string, sha256: string) =>
    JSON.stringify({ version, sha256, compiler: "*", sizeBytes: 1, publishedAt: "", revokedAt: null });

  it.each(["../../evil", "1.0.0/../../evil", "/tmp/evil", "1.0.0\u0000"])(
    "about a version (%j) writes nowhere",
    async (version) => {
      const bundle = `/api/packages/hello/versions/${encodeURIComponent(version)}/bundle`;
      const machine = await machineAt({
        "/api/packages/hello/latest": latest(version, sha256Of("x")),
        [bundle]: "x",
      });
      expect(await machine.reg("install", "hello")).toMatchObject({
        exitCode: 1,
        errors: expect.stringContaining("A version is like 1.2.3"),
      });
      expect(readdirSync(machine.cwd).filter((name) => name !== ".config")).toEqual([]);
    },
  );

  it("about a content is found out, and nothing is kept", async () => {
    const machine = await machineAt({
      "/api/packages/hello/latest": latest("1.0.0", sha256Of("what was published")),
      "/api/packages/hello/versions/1.0.0/bundle": "something else",
    });
    expect((await machine.reg("install", "hello")).errors).toContain("its SHA-256 is another");
    expect(existsSync(join(machine.cwd, "reg_packages"))).toBe(false);
  });

  it("cannot steer the terminal", async () => {
    const answer = { packages: [{ name: "a\u001b[2Jb", identity: "c\r\nd", description: "\u009b2Je" }], after: null };
    const machine = await machineAt({ "/api/packages?search=x": JSON.stringify(answer) });
    expect((await machine.reg("search", "x")).output).toBe("a[2Jb by cd: 2Je\n");
  });

  it("cannot turn the order of reading", async () => {
    const answer = { packages: [{ name: "a", identity: "c", description: "\u202egpj.\u2066exe" }], after: null };
    const machine = await machineAt({ "/api/packages?search=x": JSON.stringify(answer) });
    expect((await machine.reg("search", "x")).output).toBe("a by c: gpj.exe\n");
  });

  it.each(["..", "."])("is not asked about a package that is a path: %s", async (name) => {
    const machine = await machineAt({});
    expect((await machine.reg("show", name)).errors).toContain("A package's name has 1 to 64");
  });

  it("or is none is said to be out of order", async () => {
    const machine = await machineAt({ "/api/packages?search=x": "<html>" });
    expect((await machine.reg("search", "y")).errors).toContain("Is its address right?");
    expect((await machine.reg("search", "x")).exitCode).toBe(1);
  });
});
