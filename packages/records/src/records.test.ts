import { describe, expect, it } from "vitest";
import { secondMs, yearMs } from "../testing/clock.ts";
import { concurrently } from "../testing/concurrently.ts";
import { type InvitationRow, invitations, lifetimeSeconds, refused } from "../testing/invitations.ts";
import { distant, mapStorage } from "../testing/map-storage.ts";
import { Conflict } from "./conflict.ts";

describe("a record", () => {
  it("is opened by its token, as it was created", async () => {
    const { rows, invite } = invitations();
    const { row, secret, token } = await invite();
    expect(token).toBe(`${row.id}.${secret}`);
    const { id, createdAt, fields, counter } = row;
    expect(await rows.open(token)).toMatchObject({ ok: true, secret, row: { id, createdAt, fields, counter } });
  });

  it("shows its fields and its expiry, and nothing of its secret", async () => {
    const { clock, rows, invite } = invitations();
    const { row } = await invite();
    expect(rows.view(row)).toEqual({
      ...row.fields,
      id: row.id,
      createdAt: clock.now(),
      expiresAt: new Date(clock.now().getTime() + lifetimeSeconds * secondMs),
    });
  });

  it("D6: opens until the millisecond of its expiry, is refused from then on, but never destroyed", async () => {
    const { clock, entries, rows, invite } = invitations();
    const { token } = await invite();
    clock.move(lifetimeSeconds * secondMs - 1);
    expect(await rows.open(token)).toMatchObject({ ok: true });
    clock.move(1);
    expect(await rows.open(token)).toEqual(refused);
    clock.move(yearMs);
    expect(await rows.open(token)).toEqual(refused);
    expect(entries.size).toBe(1);
    clock.move(-yearMs - 1);
    expect(await rows.open(token)).toMatchObject({ ok: true });
    clock.move(-yearMs);
    expect(await rows.open(token)).toMatchObject({ ok: true });
  });

  it("tells the storage when it may go", async () => {
    const { entries, rows, invite } = invitations();
    const { row } = await invite();
    expect([...entries.values()].map(({ expiresAt }) => expiresAt)).toEqual([rows.view(row).expiresAt]);
  });

  it("does not overwrite another one of the same id", async () => {
    const { rows, invite } = invitations({ randomBytes: (length) => new Uint8Array(length) });
    const { token } = await invite();
    await expect(rows.create(() => ({ guest: "Eve", answers: 0, codeHash: new Uint8Array() }))).rejects.toThrow(
      Conflict,
    );
    expect(await rows.open(token)).toMatchObject({ row: { fields: { guest: "Ada" } } });
  });
});

describe("changing a record", () => {
  it("O5: succeeds once per read; whoever read before is told of the conflict", async () => {
    const { rows, invite } = invitations();
    const { row, token } = await invite();
    const updated = await rows.update(row, { guest: "Bob" });
    await expect(rows.update(row, { guest: "Eve" })).rejects.toThrow(Conflict);
    expect(await rows.open(token)).toMatchObject({ row: { counter: 1, fields: { guest: "Bob", answers: 0 } } });
    expect((await rows.update(updated, { answers: 1 })).fields).toMatchObject({ guest: "Bob", answers: 1 });
  });

  it("goes on when the storage's counter starts over", async () => {
    const { entries, rows, invite } = invitations();
    const { row, token } = await invite();
    for (const [key, entry] of entries) entries.set(key, { ...entry, counter: 2 ** 31 - 1 });
    const updated = await rows.update({ ...row, counter: 2 ** 31 - 1 }, { answers: 1 });
    await rows.update(updated, { answers: 2 });
    expect(await rows.open(token)).toMatchObject({ row: { counter: 1, fields: { answers: 2 } } });
  });

  it("cannot bring back what was deleted", async () => {
    const { entries, rows, invite } = invitations();
    const { row } = await invite();
    await rows.delete(row);
    await expect(rows.update(row, { answers: 1 })).rejects.toThrow(Conflict);
    expect(await rows.decide(row, () => ({ patch: { answers: 1 }, result: { ok: true } }))).toEqual(refused);
    expect(entries.size).toBe(0);
  });

  it("L2: by a decision counts each of 100 at once, on what is there then", async () => {
    const { rows, invite } = invitations();
    const { row, token } = await invite();
    await rows.update(row, { guest: "Bob" });
    const { values } = await concurrently(100, () => rows.decide(row, oneMore));
    expect(new Set(values.map((value) => value.ok && value.answers)).size).toBe(100);
    expect(await rows.open(token)).toMatchObject({ row: { fields: { answers: 100, guest: "Bob" } } });
  });

  it("L2: by a decision over a slow line counts each of 100 at once or tells it of the conflict", async () => {
    const { rows, invite } = invitations({ storage: distant(mapStorage()) });
    const { row, token } = await invite();
    const { values, errors } = await concurrently(100, () => rows.decide(row, oneMore));
    expect(errors.filter((error) => !(error instanceof Conflict))).toEqual([]);
    expect(await rows.open(token)).toMatchObject({ row: { fields: { answers: values.length } } });
  });
});

describe("deleting a record", () => {
  it.each([
    ["at once", mapStorage()],
    ["over a slow line", distant(mapStorage())],
  ])("O2: succeeds for exactly one of 50 at the same time, with a storage that answers %s", async (_, storage) => {
    const { rows, invite } = invitations({ storage });
    const { row, token } = await invite();
    const { values } = await concurrently(50, () => rows.delete(row));
    expect(values.filter(({ ok }) => ok)).toHaveLength(1);
    expect(values.filter(({ ok }) => !ok)).toEqual(Array(49).fill(refused));
    expect(await rows.open(token)).toEqual(refused);
  });
});

const oneMore = ({ answers }: InvitationRow["fields"]) => ({
  patch: { answers: answers + 1 },
  result: { ok: true, answers: answers + 1 } as const,
});
