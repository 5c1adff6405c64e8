import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { copyBuildContext, ignoring } from "./build-context.ts";
import { readOwn } from "./place.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tiauth-context-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it("the image's build gets sources, and neither secrets nor what was built or installed here", () => {
  const isIgnored = ignoring(readOwn("Dockerfile.dockerignore").split("\n"));
  const left = [".env", "deploy/.env", "db.sqlite", "apps/server/db.sqlite-wal", "packages/a/dist/a.js"];
  const more = ["node_modules/a/b.js", "apps/server/node_modules/a", ".git/config", "apps/server/dist/.tsbuildinfo"];
  expect([...left, ...more].filter((path) => !isIgnored(path))).toEqual([]);
  const taken = [
    "",
    "package.json",
    "pnpm-lock.yaml",
    ".env.example",
    "apps/server/src/main.ts",
    "packages/a/distant.ts",
  ];
  expect(taken.filter(isIgnored)).toEqual([]);
});

it("everything that git leaves out is left out there as well", () => {
  const isIgnored = ignoring(readOwn("Dockerfile.dockerignore").split("\n"));
  const names = readOwn("../.gitignore").trim().split("\n");
  const paths = names.map((name) => `apps/${name.replace(/\/$/, "").replace("*", "x")}`);
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.filter((path) => !isIgnored(path))).toEqual([]);
});

it("copies all but that", () => {
  const [from, to] = [join(folder, "from"), join(folder, "to")];
  mkdirSync(join(from, "a/node_modules/b"), { recursive: true });
  for (const name of ["a/b.ts", "a/node_modules/b/c.js", ".env"]) writeFileSync(join(from, name), "");
  copyBuildContext(from, to, ["# about it", "", "**/node_modules", "**/.env"]);
  expect(readdirSync(to, { recursive: true }).map(String).toSorted()).toEqual(["a", join("a", "b.ts")]);
});
