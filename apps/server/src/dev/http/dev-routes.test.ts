import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDev, send } from "../../../testing/dev.ts";

/** A demo page as its package is laid out, or without what a build makes. */
function demoFolder({ isBuilt }: { readonly isBuilt: boolean }): string {
  const folder = mkdtempSync(join(tmpdir(), "tiauth-demo-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "content-security-policy.txt"), "default-src 'none'; script-src 'self'\n");
  if (!isBuilt) return folder;
  mkdirSync(join(folder, "dist/assets"), { recursive: true });
  writeFileSync(join(folder, "dist/index.html"), '<meta name="tiauth-inbox" content="" />');
  writeFileSync(join(folder, "dist/assets/a.js"), "1;");
  cpSync(join(folder, "dist/assets/a.js"), join(folder, "dist/assets/a.woff2"));
  return folder;
}

const open = (isBuilt = true) => openDev({ directory: ":memory:", demoFolder: demoFolder({ isBuilt }) });

test("the demo page is at /, knows of the inbox, and has the policy of its package", async () => {
  const { get } = await open();
  const response = await get("/");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toBe("default-src 'none'; script-src 'self'");
  expect(await response.text()).toContain('<meta name="tiauth-inbox" content="/inbox" />');
  const script = await get("/assets/a.js");
  expect([script.headers.get("content-type"), await script.text()]).toEqual(["text/javascript; charset=utf-8", "1;"]);
});

test("if the demo page is not built, a page says so with the command", async () => {
  const { get } = await open(false);
  const response = await get("/");
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toContain("npx --yes pnpm@12.21.0 build");
  expect((await get("/assets/a.js")).status).toBe(404);
});

test.each([
  "/assets/b.js",
  "/assets/..%2findex.html",
  "/assets/%2e%2e/index.html",
  "/inbox/assets/..%2finbox.html",
  "/inbox/",
  "/inspector",
])("nothing outside is served: %s is 404", async (path) => {
  const { get } = await open();
  expect((await get(path)).status).toBe(404);
});

test("every page has a policy without unsafe-inline, and everything forbids storing and sniffing", async () => {
  const { get } = await open(false);
  for (const path of ["/", "/inbox", "/inbox/assets/inbox.js", "/inbox/assets/page.css", "/inbox/assets/icon.svg"]) {
    const { status, headers } = await get(path);
    expect(status, path).toBe(200);
    expect(Object.fromEntries(headers), path).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    });
    if (!headers.get("content-type")?.startsWith("text/html")) continue;
    expect(headers.get("content-security-policy"), path).toMatch(/^default-src 'none'; (?!.*unsafe)/);
  }
});

test("everything that the pages refer to is there", async () => {
  const { get } = await open(false);
  for (const path of ["/", "/inbox"]) {
    const html = await (await get(path)).text();
    const references = Array.from(html.matchAll(/(?:src|href)="(\/[^"]*)"/g), ([, reference = ""]) => reference);
    expect(references.length).toBeGreaterThan(2);
    for (const reference of references) expect((await get(reference)).status, reference).toBe(200);
  }
});

test.each(["evil.example", "evil.example:3777", "127.0.0.1.evil.example", "localhost.evil.example"])(
  "a page that gives this server a name of its own reads nothing: Host %s",
  async (host) => {
    const { url, client, inbox } = await open();
    await client.createSignup({ emailAddress: "ann@example.com" });
    const paths = [
      "",
      "inbox",
      "inbox/mails",
      "inbox/events",
      "inbox/mails/1/html",
      "inspector/invocations",
      "assets/a.js",
    ];
    for (const path of paths) expect(await send(url + path, "GET", { host }), path).toBe(403);
    expect(await send(`${url}inbox/mails`, "DELETE", { host })).toBe(403);
    expect(inbox.mails()).toHaveLength(1);
  },
);

test.each(["localhost", "localhost:3777", "127.0.0.1", "[::1]:3777"])("Host %s is answered", async (host) => {
  const { url } = await open();
  expect(await send(`${url}inbox`, "GET", { host })).toBe(200);
});

test("a page of another origin changes nothing; the own page and programs do", async () => {
  const { url, client, inbox, invocations } = await open();
  await client.createSignup({ emailAddress: "ann@example.com" });
  for (const origin of ["http://evil.example", "http://localhost:5173", "null"])
    for (const [method, path] of [
      ["DELETE", "inbox/mails"],
      ["DELETE", "inspector/invocations"],
      ["POST", "reset"],
    ] as const)
      expect(await send(url + path, method, { origin }), `${origin} ${path}`).toBe(403);
  expect([inbox.mails().length, invocations.all().length]).toEqual([1, 1]);

  expect(await send(`${url}inspector/invocations`, "DELETE", { origin: new URL(url).origin })).toBe(204);
  expect(await send(`${url}inbox/mails`, "DELETE", {})).toBe(204);
  expect([inbox.mails().length, invocations.all().length]).toEqual([0, 0]);
});

test("a front end on another port of this machine may invoke actions, and nothing else; other sites may not", async () => {
  const { get } = await open();
  const allowed = async (origin: string, path = "/") => {
    const { headers } = await get(path, { method: "OPTIONS", headers: { origin } });
    return headers.get("access-control-allow-origin");
  };
  for (const origin of ["http://localhost:5173", "http://127.0.0.1:8000", "http://[::1]:1"])
    expect(await allowed(origin)).toBe(origin);
  for (const origin of ["http://evil.example", "http://localhost.evil.example", "null"])
    expect(await allowed(origin)).toBeNull();
  expect(await allowed("http://localhost:5173", "/inbox/mails")).toBeNull();
});

test("/alive, /ready and actions are answered as by serve", async () => {
  const { get } = await open();
  expect(await (await get("/alive")).json()).toEqual({ status: "alive" });
  expect(await (await get("/ready")).json()).toEqual({ status: "ready" });
  expect((await get("/", { method: "PUT" })).headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
  expect((await get("/reset")).status).toBe(405);
});
