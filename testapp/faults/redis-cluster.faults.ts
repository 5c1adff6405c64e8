import { askRedis, type RedisCluster, redisServerAvailability, startRedisCluster } from "@tiauth/engines";
import { openRedisStorage } from "@tiauth/storage/redis";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { conformsAt, expiresAt, freshPlace, missingOf, startAdding, untilWritable, value } from "./redis-places.ts";
import { inSeconds, report } from "./report.ts";

const state = redisServerAvailability();
const title = (text: string) => (state === "here" ? text : `${text} (skipped: ${state})`);
const keys = Array.from({ length: 60 }, (_, i) => `key ${i}`);

describe.skipIf(state !== "here")(title("a Redis cluster"), () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster?.stop());
  const open = async () => {
    const url = freshPlace(cluster.url);
    const storage = await openRedisStorage({ url });
    onTestFinished(() => storage.close());
    return { storage, prefix: new URLSearchParams(url.split("?")[1]).get("prefix") ?? "" };
  };

  describe("keeps to the conformance suite", () => conformsAt(() => cluster.url));

  it("has entries on every master, and clear removes them from all", async () => {
    const { storage } = await open();
    const sizes = () => Promise.all(cluster.masters.map(async ({ port }) => Number(await askRedis(port, "DBSIZE"))));
    const before = await sizes();
    for (const key of keys) await storage.add(key, { value, expiresAt });
    const after = await sizes();
    expect(after.every((size, i) => size > (before[i] ?? 0))).toBe(true);
    expect(await storage.count()).toBe(keys.length);
    await storage.clear();
    expect(await storage.count()).toBe(0);
  });

  it("finds entries while their slot moves from one master to another, and afterwards", async () => {
    const { storage, prefix } = await open();
    const inSlot = (name: string) => `{moving}${name}`; // one slot for all
    for (const name of ["one", "two"]) await storage.add(inSlot(name), { value, expiresAt });
    const port = cluster.masters[0]?.port ?? 0;
    const slot = `${await askRedis(port, "CLUSTER", "KEYSLOT", inSlot(""))}`;
    const move = await slotMove(cluster, slot);

    await move.begin();
    await move.migrate(`${prefix}e:${inSlot("one")}`);
    for (const name of ["one", "two", "three"]) {
      if (name === "three") expect(await storage.add(inSlot(name), { value, expiresAt })).toBe(true);
      expect(await storage.update(inSlot(name), { value, expiresAt }, 0)).toBe(true);
      expect(await storage.update(inSlot(name), { value, expiresAt }, 0)).toBe(false);
    }
    await move.migrate(`${prefix}e:${inSlot("two")}`);
    await move.end();
    for (const name of ["one", "two", "three"]) expect((await storage.get(inSlot(name)))?.counter).toBe(1);
  });

  it("keeps the outbox together while its slot moves: what is done meanwhile is done afterwards", async () => {
    const { storage, prefix } = await open();
    const [base, topic, now] = [`${prefix}{outbox}:`, "a", new Date()];
    const add = async (payload: string) => storage.outbox.add({ topic, payload, now });
    const first = await add("first");
    const port = cluster.masters[0]?.port ?? 0;
    const move = await slotMove(cluster, `${await askRedis(port, "CLUSTER", "KEYSLOT", base)}`);

    await move.begin();
    const adding = [add("second")];
    for (const key of ["order:a", "ids", "due:a", `item:${`${first}`.padStart(16, "0")}`, "topics"]) {
      expect(await move.migrate(`${base}${key}`)).toBe("OK"); // in a new slot nobody has written anything
      adding.push(add(`beside ${key}`));
    }
    await move.end();
    const ids = [first, ...(await Promise.all(adding))];
    expect(new Set(ids).size).toBe(7);
    const taken = await storage.outbox.take({ topic, owner: "one", now, limit: 10 });
    expect(taken.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b));
  });
});

/** Moves a slot to the next master, as `redis-cli --cluster reshard` does. */
async function slotMove({ masters }: RedisCluster, slot: string) {
  const ids = await Promise.all(masters.map(async ({ port }) => `${await askRedis(port, "CLUSTER", "MYID")}`));
  const owns = async (port: number) =>
    `${await askRedis(port, "CLUSTER", "NODES")}`.split("\n").find((line) => line.includes("myself"));
  const counts = await Promise.all(masters.map(({ port }) => owns(port)));
  const from = counts.findIndex((line) => ` ${line} `.includes(` ${slot} `));
  const to = (from + 1) % masters.length;
  const [source, target] = [masters[from], masters[to]];
  if (!source || !target) throw new Error(`nobody has slot ${slot}`);
  const [sourceId, targetId] = [ids[from] ?? "", ids[to] ?? ""];
  return {
    async begin() {
      await askRedis(target.port, "CLUSTER", "SETSLOT", slot, "IMPORTING", sourceId);
      await askRedis(source.port, "CLUSTER", "SETSLOT", slot, "MIGRATING", targetId);
    },
    migrate: (key: string) => askRedis(source.port, "MIGRATE", "127.0.0.1", `${target.port}`, key, "0", "1000"),
    async end() {
      for (const { port } of [target, source]) await askRedis(port, "CLUSTER", "SETSLOT", slot, "NODE", targetId);
    },
  };
}

describe.skipIf(state !== "here")(title("a Redis cluster with replicas"), () => {
  it("D2: when a master is killed nothing that its replica has confirmed is lost, and the replica is used within 3 s", async () => {
    const cluster = await startRedisCluster({ replicas: 1 });
    onTestFinished(() => cluster.stop());
    const open = async (options = "") => {
      const storage = await openRedisStorage({ url: freshPlace(cluster.url + options) });
      onTestFinished(() => storage.close());
      return storage;
    };
    const [confirmed, storage] = [await open("?wait=1"), await open()];
    for (const key of keys) await storage.add(key, { value, expiresAt });
    const adding = startAdding(confirmed);
    await expect.poll(() => adding.answered.length, { timeout: 30_000 }).toBeGreaterThan(100);
    const [killed, ...others] = cluster.masters;
    await killed?.end("SIGKILL");
    const masterOf = (line: string) => / (?:myself,)?master /.test(line) && !line.includes(`:${killed?.port}@`);
    const areWhole = async () => {
      const views = await Promise.all(others.map(({ port }) => askRedis(port, "CLUSTER", "NODES")));
      return views.every((view) => `${view}`.split("\n").filter(masterOf).length === cluster.masters.length);
    };
    await expect.poll(areWhole, { timeout: 60_000, interval: 5 }).toBe(true);
    const milliseconds = await untilWritable(storage, keys);
    await adding.stop();
    report({
      promise: "D2",
      what: "Redis cluster, a master killed: until writes to all slots succeed",
      measured: inSeconds(milliseconds),
      limit: "3 s",
    });
    expect(milliseconds).toBeLessThan(3000);
    expect(await missingOf(confirmed, adding.answered)).toEqual([]);
  });
});
