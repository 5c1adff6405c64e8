import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { KeptEntry, StorageDriver } from "../driver.ts";
import { expirySweep } from "../expiry-sweep.ts";
import { memoryStorage } from "../memory.ts";
import { openSqliteStorage } from "../sqlite/index.ts";
import { type CopyOptions, type CopyProgress, copyStorage } from "./copy-storage.ts";

const now = () => new Date("2029-01-01T00:00:00.000Z");
const later = new Date("2030-01-01T00:00:00.000Z");
const topic = "notice";

const entryOf = (key: string, counter = 0): KeptEntry => ({
  key,
  value: Buffer.from(`value of ${key}`),
  counter,
  expiresAt: later,
});
const many = (entries: number) => Array.from({ length: entries }, (_, i) => entryOf(`key ${i}`, i));

function sqlite(): StorageDriver {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-copy-"));
  const storage = openSqliteStorage({ path: join(directory, "db.sqlite"), synchronous: "normal" });
  onTestFinished(() => {
    storage.close();
    rmSync(directory, { recursive: true });
  });
  return storage;
}

const copy = (options: Pick<CopyOptions, "from" | "to"> & Partial<CopyOptions>) =>
  copyStorage({ topics: [topic], servers: "looked for", there: "kept", now, ...options });

async function entriesOf(storage: StorageDriver) {
  const { entries } = await storage.list(undefined, 10_000);
  return entries
    .map(({ value, ...entry }) => ({ ...entry, value: Buffer.from(value).toString() }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function sweep(storage: StorageDriver, clock = now) {
  await expirySweep(storage, { now: clock, intervalSeconds: 60 })();
}

test("every entry arrives as it was, and stays where it was", async () => {
  const [from, to] = [sqlite(), memoryStorage()];
  await from.restore(many(1200));
  const progress: CopyProgress[] = [];
  const result = await copy({ from, to, onProgress: (step) => void progress.push(step) });
  expect(result).toEqual({ ok: true, entries: 1200, stored: 1200, items: 0 });
  expect(await entriesOf(to)).toEqual(await entriesOf(from));
  expect(await from.count()).toBe(1200);
  expect(progress.map(({ step, entries }) => `${step} ${entries}`)).toEqual(
    [
      ["copying 500", "copying 1000", "copying 1200"],
      ["comparing 500", "comparing 1000", "comparing 1200", "comparing 1700", "comparing 2200", "comparing 2400"],
    ].flat(),
  );
});

test("what was interrupted goes on, and is done once", async () => {
  const [from, to] = [memoryStorage(), sqlite()];
  await from.restore(many(600));
  await to.restore(many(250));
  expect(await copy({ from, to })).toEqual({ ok: true, entries: 600, stored: 350, items: 0 });
  expect(await copy({ from, to })).toEqual({ ok: true, entries: 600, stored: 0, items: 0 });
  expect(await entriesOf(to)).toEqual(await entriesOf(from));
});

test("two storages on one file are the same, and nothing is left in it", async () => {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-copy-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const open = () => openSqliteStorage({ path: join(directory, "db.sqlite") });
  const [from, to] = [open(), open()];
  await from.restore(many(3));
  expect(await copy({ from, to, there: "removed" })).toEqual({ ok: false, reason: "same_storage" });
  expect(await from.count()).toBe(3);
  from.close();
  to.close();
});

test("a storage that a server has swept within the last minute is refused, unless all servers are said to be stopped", async () => {
  const [from, to] = [memoryStorage(), memoryStorage()];
  await from.restore(many(3));
  await sweep(from);
  expect(await copy({ from, to })).toEqual({ ok: false, reason: "in_use", side: "from" });
  expect(await copy({ from: to, to: from })).toEqual({ ok: false, reason: "in_use", side: "to" });
  expect(await to.count()).toBe(0);
  const aMinuteLater = () => new Date(now().getTime() + 66_000);
  expect(await copy({ from, to, now: aMinuteLater })).toMatchObject({ ok: true, entries: 3 });
  expect(await copy({ from, to: memoryStorage(), servers: "stopped" })).toMatchObject({ ok: true, entries: 3 });
});

test("D6: the time that sweeps go by comes along, last, and never over one that is there", async () => {
  const [from, to] = [memoryStorage(), memoryStorage()];
  await from.restore(many(3));
  await sweep(from);
  expect(await copy({ from, to, servers: "stopped" })).toMatchObject({ ok: true, entries: 3, stored: 3 });
  expect((await entriesOf(to)).map(({ key }) => key)).toContain("sweep.trusted_time");
  await sweep(to, () => new Date(now().getTime() + 1000));
  const before = await entriesOf(to);
  expect(await copy({ from, to, servers: "stopped" })).toMatchObject({ ok: true, stored: 0 });
  expect(await entriesOf(to)).toEqual(before);
});

test.each([
  ["an entry was updated there", (to: StorageDriver) => to.update("key 1", entryOf("key 1"), 1)],
  ["an entry is there that was deleted here", (to: StorageDriver) => to.restore([entryOf("session that was ended")])],
  ["other bytes are there", (to: StorageDriver) => to.restore([{ ...entryOf("key 2", 2), value: Buffer.from("x") }])],
])("a target that differs is told of, and what waits to be sent stays: %s", async (_, change) => {
  const [from, to] = [memoryStorage(), memoryStorage()];
  await from.restore(many(5));
  await to.restore(many(2));
  await change(to);
  from.outbox.add({ topic, payload: "mail", now: now() });
  expect(await copy({ from, to })).toEqual({ ok: false, reason: "differs", differences: 1 });
  expect([from.outbox.count(topic), to.outbox.count(topic)]).toEqual([1, 0]);

  expect(await copy({ from, to, there: "removed" })).toEqual({ ok: true, entries: 5, stored: 5, items: 1 });
  expect(await entriesOf(to)).toEqual(await entriesOf(from));
});

test.each([
  ["ended", (from: StorageDriver) => from.delete("key 3")],
  ["begun", (from: StorageDriver) => from.add("key 9", entryOf("key 9"))],
])("a session that was %s here while it was copied is noticed", async (_, change) => {
  const [from, to] = [memoryStorage(), memoryStorage()];
  await from.restore(many(5));
  const onProgress = ({ step }: CopyProgress) => {
    if (step === "copying") change(from);
  };
  expect(await copy({ from, to, onProgress })).toEqual({ ok: false, reason: "differs", differences: 1 });
});

test("what has expired may be missing on either side", async () => {
  const expired = { ...entryOf("expired"), expiresAt: now() };
  for (const [here, there] of [
    [[expired], []],
    [[], [expired]],
  ] as const) {
    const [from, to] = [memoryStorage(), memoryStorage()];
    await from.restore([...many(2), ...here]);
    await to.restore(there);
    const removing = { ...to, restore: (entries: readonly KeptEntry[]) => to.restore(entries.filter(isAlive)) };
    expect(await copy({ from, to: removing })).toMatchObject({ ok: true, stored: 2 });
  }
});
const isAlive = ({ expiresAt }: KeptEntry) => expiresAt > now();

test("M2: what waits to be sent is moved with the copies that may have gone out, due or not", async () => {
  const [from, to] = [sqlite(), memoryStorage()];
  for (let i = 0; i < 45; i++) await from.outbox.add({ topic, payload: `mail ${i}`, now: now() });
  const [failed] = await from.outbox.take({ topic, owner: "server", now: now(), limit: 1 });
  const hold = { id: failed?.id ?? 0, owner: "server" };
  await from.outbox.putBack(hold, { copies: 1, failures: 4, dueAt: new Date(now().getTime() + 30_000) });
  expect(await copy({ from, to })).toMatchObject({ ok: true, items: 45 });
  expect(await from.outbox.count(topic)).toBe(0);
  const moved = to.outbox.take({ topic, owner: "other", now: now(), limit: 100 });
  expect(moved).toHaveLength(45);
  expect(moved.find(({ payload }) => payload === failed?.payload)).toMatchObject({ copies: 1, failures: 4 });
});

test("M2: nothing that waited in the target is lost when its entries are removed", async () => {
  const [from, to] = [memoryStorage(), memoryStorage()];
  to.outbox.add({ topic, payload: "mail", now: now(), copies: 1 });
  expect(await copy({ from, to, there: "removed" })).toMatchObject({ ok: true, items: 1 });
  expect(to.outbox.take({ topic, owner: "other", now: now(), limit: 9 })).toMatchObject([
    { payload: "mail", copies: 1 },
  ]);
});

test("M2: what a server is just sending is not moved, and is told of", async () => {
  const [from, to] = [memoryStorage(), memoryStorage()];
  from.outbox.add({ topic, payload: "mail", now: now() });
  from.outbox.take({ topic, owner: "server", now: now(), limit: 1 }); // the clock of this test stands still
  expect(await copy({ from, to, patienceSeconds: 0.2 })).toEqual({
    ok: false,
    reason: "outbox_held",
    side: "from",
    items: 1,
  });
  expect(to.outbox.count(topic)).toBe(0);
});

test("M2: a target whose notices a server is just sending is not emptied", async () => {
  const [from, to] = [memoryStorage(), memoryStorage()];
  await to.restore(many(2));
  to.outbox.add({ topic, payload: "mail", now: now() });
  to.outbox.take({ topic, owner: "server", now: now(), limit: 1 });
  const result = await copy({ from, to, servers: "stopped", there: "removed", patienceSeconds: 0.2 });
  expect(result).toEqual({ ok: false, reason: "outbox_held", side: "to", items: 1 });
  expect([to.count(), to.outbox.count(topic)]).toEqual([2, 1]);
});
