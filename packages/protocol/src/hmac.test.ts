import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { fastestHmac, type Hmac } from "./hmac.ts";

const ways: readonly (readonly [string, Hmac])[] = [
  ["Node", fastestHmac(globalThis)],
  ["any other runtime", fastestHmac({})],
  ["a runtime with a process that is not Node's", fastestHmac({ process: {} })],
];

test("in Node a MAC is there at once, elsewhere it is a promise", () => {
  expect(ways.map(([, hmac]) => typeof hmac("secret", "text"))).toEqual(["string", "object", "object"]);
});

test.each(ways)("U3: on %s it is HMAC-SHA-256 in hex", async (_, hmac) => {
  // RFC 4231, test case 2
  const expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  expect(await hmac("Jefe", "what do ya want for nothing?")).toBe(expected);
  for (const secret of ["s", "é🦊", "\ud800", "x".repeat(64), "x".repeat(65), "x".repeat(1000)])
    for (const text of ["", "t", "é🦊", "\udfff", "x".repeat(100_000)])
      expect(await hmac(secret, text)).toBe(
        createHmac("sha256", Buffer.from(secret)).update(Buffer.from(text)).digest("hex"),
      );
});

test.each(ways)("U3: on %s every secret has its own MAC, in whatever order they come", async (_, hmac) => {
  const secrets = ["a", "b", "a", "a", "c", "b"];
  const macs = await Promise.all(secrets.map((secret) => hmac(secret, "text")));
  expect(macs).toEqual(secrets.map((secret) => createHmac("sha256", secret).update("text").digest("hex")));
});
