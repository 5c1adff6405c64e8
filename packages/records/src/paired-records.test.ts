import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { secondMs, stoppedClock } from "../testing/clock.ts";
import { type Entries, mapStorage } from "../testing/map-storage.ts";
import { pairedRecords } from "./paired-records.ts";
import { randomBytes } from "./random-bytes.ts";
import { after } from "./records.ts";

function handshakes(entries: Entries = new Map(), clock = stoppedClock()) {
  return pairedRecords(
    { storage: mapStorage(entries), now: clock.now, randomBytes },
    {
      prefix: "asking.",
      invalidToken: "invalid_asking_token",
      otherPrefix: "answering.",
      invalidOtherToken: "invalid_answering_token",
      fields: z.object({ what: z.string() }),
      expiresAt: after(60),
    },
  );
}

async function shaken(pairs: ReturnType<typeof handshakes>) {
  const { token, otherToken } = await pairs.createPair({ what: "a door" });
  const opened = await pairs.open(token);
  const other = await pairs.openOther(otherToken);
  if (!opened.ok || !other.ok) throw new Error("both were just made");
  return { token, otherToken, opened, other };
}

describe("a pair", () => {
  it("has one row that both tokens open, and a code that only the other one tells", async () => {
    const pairs = handshakes();
    const { opened, other } = await shaken(pairs);
    expect(other.row).toEqual(opened.row);
    expect(opened.row.fields.what).toBe("a door");
    expect(other.code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
    expect(await pairs.isCode(opened, other.code)).toBe(true);
    expect(await pairs.isCode(opened, "AAAAAAAA")).toBe(false);
  });

  it("is opened by neither token in the place of the other", async () => {
    const pairs = handshakes();
    const { token, otherToken } = await shaken(pairs);
    expect(await pairs.open(otherToken)).toEqual({ ok: false, errorCode: "invalid_asking_token" });
    expect(await pairs.openOther(token)).toEqual({ ok: false, errorCode: "invalid_answering_token" });
  });

  it("never has the same code again, and no other pair's", async () => {
    const pairs = handshakes();
    const [one, two] = [await shaken(pairs), await shaken(pairs)];
    expect(one.other.code).not.toBe(two.other.code);
    expect(await pairs.isCode(one.opened, two.other.code)).toBe(false);
  });

  it("has no code any more after ten wrong ones", async () => {
    const pairs = handshakes();
    const { opened, other } = await shaken(pairs);
    for (let count = 0; count < 9; count++) await pairs.isCode(opened, "AAAAAAAA");
    expect(await pairs.isCode(opened, other.code)).toBe(true);
    await pairs.isCode(opened, "AAAAAAAA");
    expect(await pairs.isCode(opened, other.code)).toBe(false);
  });

  it("ends for both when the row is gone, and when its time is up", async () => {
    const clock = stoppedClock();
    const pairs = handshakes(new Map(), clock);
    const { opened, otherToken } = await shaken(pairs);
    await pairs.delete(opened.row);
    expect(await pairs.openOther(otherToken)).toMatchObject({ ok: false });
    expect(await pairs.isCode(opened, "AAAAAAAA")).toBe(false);
    const second = await shaken(pairs);
    clock.move(60 * secondMs);
    expect(await pairs.openOther(second.otherToken)).toMatchObject({ ok: false });
    expect(await pairs.open(second.token)).toMatchObject({ ok: false });
  });

  it("S1: stores neither secret nor code; a sealed code of another pair opens nothing", async () => {
    const entries: Entries = new Map();
    const pairs = handshakes(entries);
    const [one, two] = [await shaken(pairs), await shaken(pairs)];
    const stored = Buffer.concat([...entries.values()].map(({ value }) => value)).toString();
    for (const secret of [one.token.slice(25), one.otherToken.slice(25), one.other.code])
      expect(stored).not.toContain(secret);
    const keyOf = (token: string) => `answering.${token.slice(0, 24)}`;
    const sealedOf = (token: string) => JSON.parse(Buffer.from(entries.get(keyOf(token))?.value ?? []).toString());
    const mixed = { ...sealedOf(one.otherToken), fields: sealedOf(two.otherToken).fields };
    const entry = entries.get(keyOf(one.otherToken));
    if (entry) entries.set(keyOf(one.otherToken), { ...entry, value: Buffer.from(JSON.stringify(mixed)) });
    await expect(pairs.openOther(one.otherToken)).rejects.toThrow();
  });
});
