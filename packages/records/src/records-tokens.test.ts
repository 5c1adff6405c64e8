import { describe, expect, it } from "vitest";
import { invitations, refused } from "../testing/invitations.ts";
import { mapStorage } from "../testing/map-storage.ts";
import { tracesOf } from "../testing/traces.ts";
import { keyedHash } from "./secrets.ts";

describe("a token", () => {
  it("S2: is 49 characters that nobody mixes up, and never the same twice", async () => {
    const { invite } = invitations();
    const made = await Promise.all(Array.from({ length: 500 }, invite));
    for (const { token } of made) expect(token).toMatch(/^[a-km-z2-9]{24}\.[a-km-z2-9]{24}$/);
    expect(new Set(made.flatMap(({ row, secret }) => [row.id, secret])).size).toBe(1000);
  });

  it("S3: opens only its own kind of record", async () => {
    const storage = mapStorage();
    const { token } = await invitations({ storage }).invite();
    expect(await invitations({ storage, prefix: "session." }).rows.open(token)).toEqual(refused);
    expect(await invitations({ storage }).rows.open(token)).toMatchObject({ ok: true });
  });

  it.each<[string, (id: string, secret: string, other: string) => string]>([
    ["with another's secret", (id, _, other) => `${id}.${other}`],
    ["with one wrong character", (id, secret) => `${id}.${secret.startsWith("a") ? "b" : "a"}${secret.slice(1)}`],
    ["with a shorter secret", (id, secret) => `${id}.${secret.slice(1)}`],
    ["with a longer secret", (id, secret) => `${id}.${secret}a`],
    ["without a secret", (id) => `${id}.`],
    ["of an id only", (id) => id],
    ["of an unknown id", (_, secret, other) => `${other}.${secret}`],
    ["the wrong way round", (id, secret) => `${secret}.${id}`],
    ["in upper case", (id, secret) => `${id}.${secret}`.toUpperCase()],
    ["with a second dot", (id, secret) => `${id}..${secret}`],
    ["with a dot at its end", (id, secret) => `${id}.${secret}.`],
    ["with a space before", (id, secret) => ` ${id}.${secret}`],
    ["with a line feed after", (id, secret) => `${id}.${secret}\n`],
    ["with the prefix of its key", (id, secret) => `invitation.${id}.${secret}`],
    ["of 10 kB", (id, secret) => `${id}.${secret.repeat(427)}`],
    ["of nothing", () => ""],
    ["of a lone surrogate", () => "\ud800"],
  ])("S3: %s opens nothing and changes nothing", async (_, forge) => {
    const { entries, rows, invite } = invitations();
    const { row, secret, token } = await invite();
    const other = await invite();
    const before = [...entries];
    expect(await rows.open(forge(row.id, secret, other.secret))).toEqual(refused);
    expect([...entries]).toEqual(before);
    expect(await rows.open(token)).toMatchObject({ ok: true });
  });

  it("S3: that is malformed is not even looked up", async () => {
    const keys: string[] = [];
    const storage = mapStorage();
    const get = (key: string) => {
      keys.push(key);
      return storage.get(key);
    };
    const { rows } = invitations({ storage: { ...storage, get } });
    for (const token of ["", "a.b", "a".repeat(10_000), `${"a".repeat(24)}.${"a".repeat(25)}`]) await rows.open(token);
    expect(keys).toEqual([]);
  });

  it("S2: is refused, not stumbled over, where the stored hash has another length", async () => {
    const { entries, rows, invite } = invitations();
    const { token } = await invite();
    for (const [key, entry] of entries) {
      const text = new TextDecoder().decode(entry.value).replace(/"secretHash":"[^"]*"/, '"secretHash":"AAAA"');
      entries.set(key, { ...entry, value: new TextEncoder().encode(text) });
    }
    expect(await rows.open(token)).toEqual(refused);
  });
});

describe("S1: the secret of a token", () => {
  it("is nowhere in the storage, in no spelling", async () => {
    const { entries, rows } = invitations();
    const { row, secret } = await rows.create((own) => ({
      guest: "Ada",
      answers: 0,
      codeHash: keyedHash(own, "CODE"),
    }));
    const claimed = await rows.claim(await rows.update(row, { answers: 1 }));
    await rows.release(claimed);
    const stored = [...entries].flatMap(([key, { value }]) => [key, value]);
    expect(stored).toHaveLength(2);
    expect(tracesOf(secret, stored)).toEqual([]);
    expect(tracesOf(row.id, stored)).toEqual([row.id]);
  });

  it.each([
    ["raw", (secret: string) => Buffer.from(`{"a":"${secret}"}`)],
    ["hex", (secret: string) => Buffer.from(secret).toString("hex")],
    ["base64", (secret: string) => Buffer.from(secret).toString("base64")],
    ["base64, one byte on", (secret: string) => Buffer.from(`x${secret}`).toString("base64")],
    ["base64, two bytes on", (secret: string) => Buffer.from(`xx${secret}yz`).toString("base64url")],
    ["UTF-16", (secret: string) => Buffer.from(`{"a":"${secret}"}`, "utf16le")],
    ["UTF-16 with the high byte first", (secret: string) => Buffer.from(secret, "utf16le").swap16()],
  ])("would be found if it were there as %s", async (_, spell) => {
    const { secret } = await invitations().invite();
    expect(tracesOf(secret, [spell(secret)])).not.toEqual([]);
  });
});
