import {
  askRedis,
  type RedisBehindSentinels,
  redisServerAvailability,
  startRedisBehindSentinels,
} from "@tiauth/engines";
import { openRedisStorage } from "@tiauth/storage/redis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { conformsAt, expiresAt, freshPlace, missingOf, startAdding, untilWritable, value } from "./redis-places.ts";
import { inSeconds, report } from "./report.ts";

const state = redisServerAvailability();
const title = (text: string) => (state === "here" ? text : `${text} (skipped: ${state})`);
const roleOf = async (port: number) => `${await askRedis(port, "INFO", "replication").catch(() => "")}`;
const isMaster = async (port: number) => (await roleOf(port)).includes("role:master");

describe.skipIf(state !== "here")(title("Redis behind sentinels keeps to the conformance suite"), () => {
  let redis: RedisBehindSentinels;
  beforeAll(async () => {
    redis = await startRedisBehindSentinels();
  });
  afterAll(() => redis?.stop());
  conformsAt(() => redis.url);
});

describe.skipIf(state !== "here")(title("when sentinels name another master"), () => {
  let redis: RedisBehindSentinels;
  beforeEach(async () => {
    redis = await startRedisBehindSentinels();
  });
  afterEach(() => redis?.stop());

  const open = async (options = "") => {
    const storage = await openRedisStorage({ url: freshPlace(redis.url + options) });
    onTestFinished(() => storage.close());
    return storage;
  };
  const promoted = (port: number) => expect.poll(() => isMaster(port), { timeout: 60_000, interval: 5 }).toBe(true);
  const reportBack = (what: string, milliseconds: number) =>
    report({
      promise: "D2",
      what: `Redis behind sentinels, ${what}: until writes succeed`,
      measured: inSeconds(milliseconds),
      limit: "3 s",
    });

  it("D2: a master that is killed loses nothing that its replica has confirmed, and the next is used within 3 s", async () => {
    const [master, replica] = redis.servers;
    const [confirmed, storage] = [await open("?wait=1"), await open()];
    const adding = startAdding(confirmed);
    await expect.poll(() => adding.answered.length, { timeout: 30_000 }).toBeGreaterThan(100);
    await master.end("SIGKILL");
    await promoted(replica.port);
    const milliseconds = await untilWritable(storage, ["a"]);
    reportBack("killed", milliseconds);
    await adding.stop();
    expect(milliseconds).toBeLessThan(3000);
    expect(await missingOf(confirmed, adding.answered)).toEqual([]);
  });

  it("a master that hangs is left for the next, and not gone back to when it wakes up", async () => {
    const [master, replica] = redis.servers;
    const storage = await open();
    await storage.add("a", { value, expiresAt });
    master.signal("SIGSTOP");
    await promoted(replica.port);
    const milliseconds = await untilWritable(storage, ["a"]);
    reportBack("hanging", milliseconds);
    master.signal("SIGCONT");
    await storage.add("b", { value, expiresAt });
    await expect.poll(() => isMaster(master.port), { timeout: 60_000 }).toBe(false);
    expect(await missingOf(storage, ["a", "b"])).toEqual([]);
    expect(milliseconds).toBeLessThan(6000); // a command that hangs is given up after 5 s
  });

  it("a master that still answers, but is none for the sentinels any more, is left within 3 s", async () => {
    const [master, replica] = redis.servers;
    const storage = await open();
    await storage.add("a", { value, expiresAt });
    await askRedis(replica.port, "REPLICAOF", "NO", "ONE");
    for (const port of redis.sentinelPorts) {
      await askRedis(port, "SENTINEL", "REMOVE", redis.masterName);
      await askRedis(port, "SENTINEL", "MONITOR", redis.masterName, "127.0.0.1", `${replica.port}`, "2");
    }
    const keysOf = async (port: number) => Number(await askRedis(port, "DBSIZE"));
    let written = 0;
    const isLeft = async () => {
      const before = await keysOf(master.port);
      await storage.add(`${written++}`, { value, expiresAt });
      return (await keysOf(master.port)) === before;
    };
    await expect.poll(isLeft, { timeout: 3000, interval: 100 }).toBe(true);
    expect(await isMaster(master.port)).toBe(true);
  });
});
