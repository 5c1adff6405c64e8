import { expect, test } from "vitest";
import { files, packages, read, sources, writtenSources } from "./files.ts";

const linesOf = (path: string) => read(path).trimEnd().split("\n").length;

test("the core stays under 1,600 lines", () => {
  const core = sources.filter((path) => path.startsWith("packages/server/src/"));
  const lines = core.reduce((sum, path) => sum + linesOf(path), 0);
  expect(lines).toBeGreaterThan(0);
  expect(lines).toBeLessThan(1600);
});

test("no source file is longer than 200 lines", () => {
  const long = writtenSources.filter((path) => linesOf(path) > 200);
  expect(long.map((path) => `${path}: ${linesOf(path)} lines`)).toEqual([]);
});

test("a source file is named after its idea, in kebab-case", () => {
  const badly = writtenSources.filter((path) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    return !/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name) || /^(utils?|common|helpers?|misc)\./.test(name);
  });
  expect(badly).toEqual([]);
});

test("an index.ts only re-exports", () => {
  const statement = /^export (type )?(\*|\{[^}]*\})( as \w+)? from "[^"]+";$/;
  const indexes = sources.filter((path) => path.endsWith("/index.ts"));
  const statementsOf = (path: string) =>
    read(path)
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")
      .split(/(?<=;)\s*/)
      .map((text) => text.trim())
      .filter(Boolean);
  expect(indexes.length).toBeGreaterThan(0);
  expect(indexes.filter((path) => !statementsOf(path).every((text) => statement.test(text)))).toEqual([]);
});

test("every package is MIT and has a README", () => {
  for (const room of packages) expect(JSON.parse(read(`${room}/package.json`)).license, room).toBe("MIT");
  expect(packages.filter((room) => !files(`${room}/`).includes(`${room}/README.md`))).toEqual([]);
  expect(files()).toContain("LICENSE");
  expect(files()).toContain("README.md");
});
