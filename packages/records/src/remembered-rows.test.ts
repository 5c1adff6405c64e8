import { describe, expect, it, vi } from "vitest";
import { secondMs } from "../testing/clock.ts";
import { invitations, lifetimeSeconds, refused } from "../testing/invitations.ts";
import { type Entries, mapStorage } from "../testing/map-storage.ts";
import { sharedStorage } from "../testing/shared-storage.ts";
import { Conflict } from "./conflict.ts";
import type { Storage } from "./storage.ts";

const rememberedSeconds = 60;

/** An invitation that is remembered, and how often its storage was read since. */
async function remembered(storage: Storage = mapStorage()) {
  let reads = 0;
  const counting: Storage = {
    ...storage,
    get(key) {
      reads += 1;
      return storage.get(key);
    },
  };
  const world = invitations({ storage: counting, rememberedSeconds });
  const { row, token } = await world.invite();
  await world.rows.openRemembered(token);
  reads = 0;
  return { ...world, row, token, reads: () => reads };
}

/** Two processes on one storage; the first one remembers the invitation. */
async function twoProcesses(storages: () => Storage) {
  const first = await remembered(storages());
  const second = invitations({ storage: storages(), now: first.clock.now, rememberedSeconds });
  return { first, second };
}

const patches = (answers: number) => () => ({ patch: { answers }, result: { ok: true } as const });

describe("a record that is remembered", () => {
  it("opens at once, without being read", async () => {
    const { rows, row, token, reads } = await remembered();
    const { id, createdAt, fields, counter } = row;
    expect(rows.openRemembered(token)).toMatchObject({ ok: true, row: { id, createdAt, fields, counter } });
    expect(reads()).toBe(0);
  });

  it("is read for whoever wants it as it is now", async () => {
    const { rows, token, reads } = await remembered();
    await rows.open(token);
    expect(reads()).toBe(1);
  });

  it("S3: is refused with a wrong secret, and to a token of another kind", async () => {
    const { rows, ports, token } = await remembered();
    const [id, secret = ""] = token.split(".");
    const wrong = secret.slice(0, -1) + (secret.endsWith("a") ? "b" : "a");
    expect(await rows.openRemembered(`${id}.${wrong}`)).toEqual(refused);
    const other = invitations({ ...ports, prefix: "other.", rememberedSeconds });
    expect(await other.rows.openRemembered(token)).toEqual(refused);
    expect(await rows.openRemembered(token)).toMatchObject({ ok: true });
  });

  it("is read again after exactly so long", async () => {
    const { clock, rows, token, reads } = await remembered();
    clock.move(rememberedSeconds * secondMs - 1);
    await rows.openRemembered(token);
    expect(reads()).toBe(0);
    clock.move(1);
    await rows.openRemembered(token);
    await rows.openRemembered(token);
    expect(reads()).toBe(1);
  });

  it("is all that is: a token that opens nothing is looked up each time", async () => {
    const { rows, reads } = await remembered();
    const stranger = `${"a".repeat(24)}.${"a".repeat(24)}`;
    expect(await rows.openRemembered(stranger)).toEqual(refused);
    expect(await rows.openRemembered(stranger)).toEqual(refused);
    expect(reads()).toBe(2);
  });

  it("expires no later", async () => {
    const { clock, rows, token, reads } = await remembered();
    clock.move((lifetimeSeconds - 1) * secondMs);
    expect(await rows.openRemembered(token)).toMatchObject({ ok: true });
    clock.move(secondMs - 1);
    expect(await rows.openRemembered(token)).toMatchObject({ ok: true });
    clock.move(1);
    expect(await rows.openRemembered(token)).toEqual(refused);
    expect(reads()).toBe(1);
  });

  it("D6: is refused while the clock is ahead, and opens once it is right again", async () => {
    const { clock, rows, token } = await remembered();
    clock.move(2 * lifetimeSeconds * secondMs);
    expect(await rows.openRemembered(token)).toEqual(refused);
    clock.move(-2 * lifetimeSeconds * secondMs);
    expect(await rows.openRemembered(token)).toMatchObject({ ok: true });
  });

  it("shows every change at once: updated, decided, claimed, released, deleted", async () => {
    const { rows, row, token } = await remembered();
    const look = async () => {
      const opened = await rows.openRemembered(token);
      return opened.ok && [opened.row.fields.answers, opened.row.claimedAt?.getTime() ?? null, opened.row.counter];
    };
    const updated = await rows.update(row, { answers: 1 });
    expect(await look()).toEqual([1, null, 1]);
    await rows.decide(updated, patches(2));
    expect(await look()).toEqual([2, null, 2]);
    const claimed = await rows.claim({ ...updated, counter: 2 });
    expect(await look()).toEqual([1, claimed.claimedAt?.getTime(), 3]);
    await rows.release(claimed);
    expect(await look()).toEqual([1, 0, 4]);
    expect((await rows.delete(claimed)).ok).toBe(true);
    expect(await look()).toBe(false);
  });

  it("is read again after a change that was too late, or whose answer was lost", async () => {
    const entries: Entries = new Map();
    const storage = mapStorage(entries);
    const lossy: Storage = {
      ...storage,
      async delete(key) {
        await storage.delete(key);
        throw new Error("the answer was lost");
      },
    };
    const { rows, row, token } = await remembered(lossy);
    const elsewhere = invitations({ storage });
    await elsewhere.rows.update(row, { answers: 5 });
    await expect(rows.update(row, { answers: 1 })).rejects.toThrow(Conflict);
    expect(await rows.openRemembered(token)).toMatchObject({ row: { fields: { answers: 5 } } });
    await expect(rows.delete(row)).rejects.toThrow("the answer was lost");
    expect(await rows.openRemembered(token)).toEqual(refused);
  });

  it("is read again after a write that was seen before it came to nothing", async () => {
    const entries: Entries = new Map();
    const storage = mapStorage(entries);
    let fail = () => {};
    const grouping: Storage = {
      ...storage,
      delete(key) {
        const before = entries.get(key);
        entries.delete(key); // and whoever reads now sees that
        return new Promise((_, reject) => {
          fail = () => {
            if (before) entries.set(key, before);
            reject(new Error("the disk is full"));
          };
        });
      },
    };
    const { rows, row, token } = await remembered(grouping);
    const deleting = rows.delete(row);
    expect(await rows.openRemembered(token)).toEqual(refused);
    fail();
    await expect(deleting).rejects.toThrow("the disk is full");
    expect(await rows.openRemembered(token)).toMatchObject({ ok: true });
  });

  it("is read each time while it is being written: nobody sees less than others did before", async () => {
    const storage = mapStorage();
    const hold: (() => void)[] = [];
    const slow: Storage = {
      ...storage,
      async update(key, entry, counter) {
        await new Promise<void>((resolve) => hold.push(resolve));
        const written = await storage.update(key, entry, counter);
        await new Promise<void>((resolve) => hold.push(resolve));
        return written;
      },
    };
    const { rows, row, token, reads } = await remembered(slow);
    const look = async () => {
      const opened = await rows.openRemembered(token);
      return opened.ok && opened.row.fields.answers;
    };
    const writes = [rows.decide(row, patches(1)), rows.claim(row).catch(() => "too late")];
    expect([await look(), await look(), reads()]).toEqual([0, 0, 3]); // two looks, and one to decide
    hold[0]?.();
    await vi.waitFor(() => expect(hold.length).toBe(3));
    expect(await look()).toBe(1);
    hold[2]?.();
    await writes[0];
    await look();
    expect([await look(), reads()]).toEqual([1, 6]); // the claim is still under way
    hold[1]?.();
    await vi.waitFor(() => expect(hold.length).toBe(4));
    hold[3]?.();
    expect(await writes[1]).toBe("too late");
    expect([await look(), await look(), reads()]).toEqual([1, 1, 7]);
  });

  it("is forgotten with all others when somebody has emptied the storage", async () => {
    const entries: Entries = new Map();
    const { rows, token } = await remembered(mapStorage(entries));
    entries.clear();
    rows.forgetAll();
    expect(await rows.openRemembered(token)).toEqual(refused);
  });
});

describe("what another process does to a record that is remembered", () => {
  it("is seen at once where the storage can tell", async () => {
    const { first, second } = await twoProcesses(sharedStorage());
    const changed = await second.rows.update(first.row, { answers: 3 });
    expect(await first.rows.openRemembered(first.token)).toMatchObject({ row: { fields: { answers: 3 } } });
    await second.rows.delete(changed);
    expect(await first.rows.openRemembered(first.token)).toEqual(refused);
  });

  it("is seen at once also if it was done between a look at the storage's version and the read", async () => {
    const shared = sharedStorage();
    const storage = shared();
    let meanwhile = () => {};
    const interrupted: Storage = {
      ...storage,
      get(key) {
        const stored = storage.get(key);
        meanwhile();
        return stored;
      },
    };
    const { clock, rows, row, token } = await remembered(interrupted);
    const second = invitations({ storage: shared(), now: clock.now });
    clock.move(rememberedSeconds * secondMs);
    meanwhile = () => void second.rows.delete(row);
    expect(await rows.openRemembered(token)).toMatchObject({ ok: true }); // read before it was deleted
    expect(await rows.openRemembered(token)).toEqual(refused);
  });

  it("is seen when it is read again where the storage cannot tell, and by everything but looks at once", async () => {
    const entries: Entries = new Map();
    const { first, second } = await twoProcesses(() => mapStorage(entries));
    await second.rows.delete(first.row);
    expect(await first.rows.openRemembered(first.token)).toMatchObject({ ok: true });
    expect(await first.rows.open(first.token)).toEqual(refused);
    first.clock.move(rememberedSeconds * secondMs);
    expect(await first.rows.openRemembered(first.token)).toEqual(refused);
  });

  it("makes no reads if it is nothing", async () => {
    const { first, second } = await twoProcesses(sharedStorage());
    await second.rows.openRemembered(first.token);
    await first.rows.openRemembered(first.token);
    expect(first.reads()).toBe(0);
  });
});
