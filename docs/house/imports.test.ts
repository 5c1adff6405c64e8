import { expect, test } from "vitest";
import { packages, read, sources } from "./files.ts";
import { importedFiles, importedRoom, roomOf, specifiersOf } from "./imports.ts";

/** Who imports whom: a room's own code may import itself, what it is given here, and nothing else of this repository. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  "packages/protocol": [],
  "packages/client": [],
  "packages/user-server": ["packages/protocol"],
  "packages/records": ["packages/protocol"],
  "packages/users": ["packages/protocol", "packages/records"],
  "packages/sessions": ["packages/protocol", "packages/records", "packages/users"],
  "packages/server": ["packages/protocol", "packages/records", "packages/users", "packages/sessions"],
  "packages/storage": ["packages/records"],
  "packages/passwords": ["packages/server"],
  "packages/testing": ["packages/client", "apps/server"],
  // The user server's SDK for `tiauth dev` only, which brings its own users; the SDK of tools for `tiauth login` only.
  "apps/server": [
    "packages/cli",
    "packages/protocol",
    "packages/server",
    "packages/storage",
    "packages/passwords",
    "packages/user-server",
  ],
  "apps/user-server": ["packages/protocol", "packages/user-server"],
  "apps/demo": ["packages/client"],
  docs: packages.filter((room) => room.startsWith("packages/")), // in examples, all but the contract
  testapp: packages,
  // Tiauth itself as a process; as code where a storage is measured, and where it is counted what the core asks of it.
  bench: [
    "engines",
    "packages/client",
    "packages/passwords",
    "packages/server",
    "packages/storage",
    "packages/testing",
    "packages/user-server",
  ],
  engines: [],
  "packages/web": ["packages/protocol", "packages/client"],
  "packages/cli": ["packages/protocol", "packages/client"],
  "examples/registry": ["apps/server", "packages/cli", "packages/client", "packages/user-server"],
  "examples/web-hono": ["apps/server", "packages/client", "packages/user-server", "packages/web"],
  "examples/web-next": ["apps/server", "packages/client", "packages/user-server", "packages/web"],
  // What it reads of the server, it reads in tests.
  deploy: ["engines"],
};

/** Code that may use `node:*`; everything else runs on any JavaScript runtime. */
const mayUseNode =
  /^(apps|bench|deploy|docs|engines|examples|packages\/(cli|records|users|sessions|server|storage|passwords|testing|user-server\/src\/sqlite|web\/src\/node))\/|\.config\.ts$/;

/** The core's layers: each may import those before it. */
const layers = [
  /\/ports\.ts$/,
  /\/password-[a-z]+\.ts$/,
  /\/context\.ts$/,
  /\/flows\//,
  /\/(invoke|server|index)\.ts$/,
];
const layerOf = (path: string) => layers.findIndex((layer) => layer.test(path));

const core = sources.filter((path) => path.startsWith("packages/server/src/"));
const specifiers = (path: string) => specifiersOf(read(path));

test("every package has a rule about what it may import", () => {
  expect(packages.filter((room) => !mayImport[room])).toEqual([]);
});

test("no package imports one that it is not given", () => {
  const wrong = sources.flatMap((path) => {
    const allowed = [roomOf(path), ...(mayImport[roomOf(path)] ?? []), undefined];
    return specifiers(path)
      .filter((specifier) => roomOf(path) && !allowed.includes(importedRoom(path, specifier)))
      .map((specifier) => `${path} imports ${specifier}`);
  });
  expect(wrong).toEqual([]);
});

test("protocol, client and user-server run on any JavaScript runtime: node:* is imported only where Node is meant", () => {
  const users = sources.filter((path) => specifiers(path).some((specifier) => specifier.startsWith("node:")));
  expect(users.filter((path) => !mayUseNode.test(path))).toEqual([]);
});

test("the client imports nothing but its own files and has no dependency", () => {
  const client = sources.filter((path) => path.startsWith("packages/client/src/"));
  expect(client.length).toBeGreaterThan(0);
  expect(client.flatMap(specifiers).filter((specifier) => !specifier.startsWith("."))).toEqual([]);
  const { dependencies, peerDependencies } = JSON.parse(read("packages/client/package.json"));
  expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
});

test("the flows of the core never import each other", () => {
  const flows = core.filter((path) => path.includes("/flows/"));
  expect(flows.length).toBe(9);
  expect(flows.filter((path) => importedFiles(path).some((file) => file.includes("/flows/")))).toEqual([]);
});

test("in the core ports ← passwords ← context ← flows ← server: no layer imports a later one", () => {
  const wrong = core.flatMap((path) =>
    importedFiles(path)
      .filter((file) => layerOf(path) >= 0 && layerOf(file) > layerOf(path))
      .map((file) => `${path} imports ${file}`),
  );
  expect(wrong).toEqual([]);
});

test("no file imports itself by a detour", () => {
  const graph = new Map(sources.map((path) => [path, importedFiles(path)]));
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    (graph.get(from) ?? []).some((file) => file === to || (!seen.has(file) && reaches(file, to, seen.add(file))));
  expect(sources.filter((path) => reaches(path, path))).toEqual([]);
});

test("the scanner sees every way to import", () => {
  const source = `
    import "a";
    import b from "b";
    import type { C } from "c";
    import {
      d,
    } from "d";
    export * from "e";
    export { type F, f } from "f";
    const g = await import("g");
    // import "not";
    const h = "from \\"not\\"";
  `;
  expect(specifiersOf(source)).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
});
