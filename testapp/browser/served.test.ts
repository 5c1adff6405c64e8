import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { startTiauthProcess, type TiauthProcess } from "@tiauth/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const dist = fileURLToPath(new URL("../../apps/demo/dist/", import.meta.url));

it("the demo's bundle weighs less than 100 kB, compressed", () => {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const weights = files.map(({ parentPath, name }) => gzipSync(readFileSync(join(parentPath, name))).length);
  expect(weights.length).toBeGreaterThan(2);
  expect(weights.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(100_000);
});

describe("tiauth dev serves", () => {
  let tiauth: TiauthProcess;
  beforeAll(async () => {
    tiauth = await startTiauthProcess();
  });
  afterAll(() => tiauth.close());

  it.each(["", "inbox"])(
    "/%s with a strict policy: its own scripts and styles, none inline, no other server",
    async (path) => {
      const { status, headers } = await fetch(tiauth.url + path);
      expect(status).toBe(200);
      const policy = headers.get("content-security-policy") ?? "";
      const directives = policy.split(";").map((directive) => directive.trim());
      const wanted = [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
      ];
      expect(directives).toEqual(expect.arrayContaining([...wanted, "frame-ancestors 'none'"]));
      expect(policy).not.toMatch(/unsafe-|https?:|\*/);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );
});
