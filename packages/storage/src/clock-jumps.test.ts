import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expirySweep } from "./expiry-sweep.ts";
import { type MemoryEntry, memoryStorage } from "./memory.ts";
import { openSqliteStorage } from "./sqlite/index.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const year = 365 * 24 * hour;
const start = Date.parse("2029-01-01T00:00:00.000Z");

/**
 * A storage, and two clocks: the right one, which only `pass` moves, and the one that the sweep is given, which is
 * `wrongBy` so much. While time passes the sweep runs every minute.
 */
function createWorld() {
  const entries = new Map<string, MemoryEntry>();
  const storage = memoryStorage({ entries });
  const world = {
    storage,
    right: start,
    wrongBy: 0,
    now: () => new Date(world.right + world.wrongBy),
    newProcess: () => expirySweep(storage, { now: world.now, intervalSeconds: 60 }),
    run: async () => 0,
    restart: () => {
      world.run = world.newProcess();
    },
    /** Adds an entry that expires so much later by the right clock. */
    add: (key: string, lifetime: number) => {
      storage.add(key, { value: Uint8Array.of(1), expiresAt: new Date(world.right + lifetime) });
    },
    pass: async (milliseconds: number) => {
      for (const end = world.right + milliseconds; world.right < end; world.right += minute) await world.run();
      await world.run();
    },
    isThere: (key: string) => entries.has(key),
    /** Adds entries of all ages up to 40 minutes. */
    addMany: () => {
      for (let lifetime = 0; lifetime < 40 * minute; lifetime += 10 * second) world.add(`${lifetime}`, lifetime);
    },
    /** As `pass`; resolves with what went before its time. */
    passAndLook: async (milliseconds: number) => {
      const before = [...entries];
      await world.pass(milliseconds);
      return before.filter(([key, { expiresAt }]) => expiresAt.getTime() > world.right && !entries.has(key));
    },
  };
  world.restart();
  return world;
}

/** A world that has run for a while, with entries of all ages. */
async function startWorld() {
  const world = createWorld();
  await world.pass(30 * minute);
  world.add("flow", 20 * minute);
  world.add("session", 30 * 24 * hour);
  return world;
}

describe("D5: by a right clock", () => {
  it("an entry is gone within 10 minutes of its expiry, and not before", async () => {
    const { pass, isThere } = await startWorld();
    await pass(20 * minute);
    expect(isThere("flow")).toBe(true);
    await pass(10 * minute);
    expect(isThere("flow")).toBe(false);
    expect(isThere("session")).toBe(true);
  });

  it("also in a storage that is new, or that was cleared", async () => {
    const world = createWorld();
    world.add("flow", minute);
    await world.pass(10 * minute);
    expect(world.isThere("flow")).toBe(false);

    world.storage.clear();
    world.add("flow", minute);
    await world.pass(10 * minute);
    expect(world.isThere("flow")).toBe(false);
  });

  it("also after a restart that took most of an hour", async () => {
    const world = await startWorld();
    world.right += 50 * minute;
    world.restart();
    await world.pass(10 * minute);
    expect(world.isThere("flow")).toBe(false);
    expect(world.isThere("session")).toBe(true);
  });

  it("also while the clock is corrected by a few seconds again and again", async () => {
    const world = await startWorld();
    for (let i = 0; i < 30; i++) {
      world.wrongBy = i % 2 === 0 ? 5 * second : -5 * second;
      await world.pass(minute);
    }
    expect(world.isThere("flow")).toBe(false);
  });
});

describe("D6: a clock that jumps forward", () => {
  it.each([year, 70 * minute, 3 * minute, 2 * minute, 90 * second, 30 * second])(
    "by %i ms and back destroys nothing that a right clock accepts",
    async (jump) => {
      const world = await startWorld();
      world.addMany();
      for (const wrongBy of [jump, jump, jump, 0, 0, 0, jump, 0, jump, 0, jump, jump, 0, 0]) {
        world.wrongBy = wrongBy;
        expect(await world.passAndLook(minute)).toEqual([]);
      }
      await world.pass(26 * minute);
      expect(world.isThere("flow")).toBe(false);
      expect(world.isThere("session")).toBe(true);
    },
  );

  it("again and again destroys nothing either", async () => {
    const world = await startWorld();
    for (let i = 0; i < 18; i++) {
      world.wrongBy = i % 2 === 0 ? year : 0;
      await world.pass(minute);
    }
    expect(world.isThere("flow")).toBe(true);
    expect(world.isThere("session")).toBe(true);
  });

  it("and stays there for 50 minutes destroys nothing", async () => {
    const world = await startWorld();
    world.add("code", 51 * minute);
    world.wrongBy = year;
    await world.pass(50 * minute);
    expect(world.isThere("code")).toBe(true);
    expect(world.isThere("session")).toBe(true);
  });

  it("is believed once it has held for an hour", async () => {
    const world = await startWorld();
    world.wrongBy = year;
    await world.pass(62 * minute);
    expect(world.isThere("session")).toBe(false);
  });

  it("meanwhile, what expires by the time that went on evenly is removed", async () => {
    const world = await startWorld();
    world.wrongBy = year;
    await world.pass(30 * minute);
    expect(world.isThere("flow")).toBe(false);
    expect(world.isThere("session")).toBe(true);
  });
});

describe("D6: a clock that jumps backward", () => {
  it("destroys nothing, neither what was there nor what is new", async () => {
    const world = await startWorld();
    world.wrongBy = -year;
    world.add("new by the wrong clock", 20 * minute - year);
    await world.pass(19 * minute);
    for (const key of ["flow", "session", "new by the wrong clock"]) expect(world.isThere(key)).toBe(true);
    await world.pass(11 * minute);
    expect(world.isThere("new by the wrong clock")).toBe(false);
    expect(world.isThere("session")).toBe(true);
  });

  it("and forward again is believed at once", async () => {
    const world = await startWorld();
    world.wrongBy = -year;
    await world.pass(10 * minute);
    world.wrongBy = 0;
    await world.pass(20 * minute);
    expect(world.isThere("flow")).toBe(false);
    expect(world.isThere("session")).toBe(true);
  });
});

describe("D6: a restart", () => {
  it("while the clock is a year ahead destroys nothing, however often there is one", async () => {
    const world = await startWorld();
    world.wrongBy = year;
    for (let i = 0; i < 90; i++) {
      world.restart();
      await world.run();
      world.right += 10 * second;
    }
    expect(world.isThere("flow")).toBe(true);
    expect(world.isThere("session")).toBe(true);
  });

  it("after a long stop waits for an hour before it believes the clock", async () => {
    const world = await startWorld();
    world.right += 60 * 24 * hour;
    world.restart();
    await world.pass(59 * minute);
    expect(world.isThere("session")).toBe(true);
    await world.pass(4 * minute);
    expect(world.isThere("session")).toBe(false);
  });

  it("every half hour does not keep a clock that holds from being believed", async () => {
    const world = await startWorld();
    world.right += 60 * 24 * hour;
    for (let i = 0; i < 3; i++) {
      world.restart();
      await world.pass(30 * minute);
    }
    expect(world.isThere("session")).toBe(false);
  });

  it("does not count the pause as time that the clock has held", async () => {
    const world = await startWorld();
    world.wrongBy = year;
    await world.pass(10 * minute);
    world.right += 55 * minute;
    world.restart();
    await world.pass(10 * minute);
    expect(world.isThere("session")).toBe(true);
  });
});

describe("two processes that sweep one storage", () => {
  async function startBoth() {
    const world = await startWorld();
    const one = world.newProcess();
    const other = world.newProcess();
    world.run = async () => {
      const removed = await Promise.all([one(), other()]);
      return Math.max(...removed);
    };
    return world;
  }

  it("D5: remove what has expired, as one does", async () => {
    const world = await startBoth();
    await world.pass(30 * minute);
    expect(world.isThere("flow")).toBe(false);
    expect(world.isThere("session")).toBe(true);
  });

  it("D5: do so in one SQLite file, too", async () => {
    const directory = mkdtempSync(join(tmpdir(), "tiauth-sweep-"));
    const storages = [1, 2].map(() => openSqliteStorage({ path: join(directory, "db.sqlite"), synchronous: "normal" }));
    let time = start;
    const now = () => new Date(time);
    const sweeps = storages.map((storage) => expirySweep(storage, { now, intervalSeconds: 60 }));
    for (let i = 0; i < 1000; i++) {
      storages[i % 2]?.add(`${i}`, { value: Uint8Array.of(1), expiresAt: new Date(start + i * second) });
    }
    let removed = 0;
    for (; time < start + 10 * minute; time += minute) {
      const both = await Promise.all(sweeps.map((sweep) => sweep()));
      removed += both.reduce((sum, each) => sum + each);
    }
    expect(removed).toBe(7 * 60); // what expired more than two intervals before the last run
    expect(storages.map((storage) => storage.get("419"))).toEqual([undefined, undefined]);
    expect(storages.map((storage) => storage.get("420")?.counter)).toEqual([0, 0]);
    for (const storage of storages) storage.close();
    rmSync(directory, { recursive: true });
  });

  it("D6: neither believes a jump sooner because of the other", async () => {
    const world = await startBoth();
    world.wrongBy = year;
    await world.pass(50 * minute);
    expect(world.isThere("session")).toBe(true);
    world.wrongBy = 0;
    await world.pass(10 * minute);
    expect(world.isThere("session")).toBe(true);
  });

  it("D6: one whose clock is a year ahead does not lead the other astray", async () => {
    const world = await startWorld();
    const right = world.newProcess();
    const wrong = expirySweep(world.storage, { now: () => new Date(world.right + year), intervalSeconds: 60 });
    world.run = async () => (await wrong()) + (await right());
    await world.pass(3 * hour);
    expect(world.isThere("flow")).toBe(false);
    expect(world.isThere("session")).toBe(true);
  });
});
