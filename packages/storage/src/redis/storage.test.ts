import { createClient } from "@redis/client";
import { afterEach, expect, it, onTestFinished, vi } from "vitest";
import { ask, describeOnRedis, prefixOf } from "../../testing/redis.ts";
import { conformance } from "../conformance.ts";
import { openRedisStorage } from "./index.ts";
import { headOf } from "./stored-entry.ts";

const value = Uint8Array.of(1);
const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const year = 365 * 24 * 3600 * 1000;

describeOnRedis("openRedisStorage keeps to the conformance suite", (engine) => {
  /** A thousand who overtake each other need a while. */
  const timeoutMilliseconds = 60_000;
  let url = "";
  const driver = {
    expiresByItself: true as const,
    async open() {
      url = await engine().freshUrl();
      return openRedisStorage({ url });
    },
    reopen: () => openRedisStorage({ url }),
    async setCounter(key: string, counter: number) {
      const client = await createClient({ url: engine().url }).connect();
      await client.setRange(`${prefixOf(url)}e:${key}`, 0, headOf(counter));
      client.destroy();
    },
  };
  for (const { title, run } of conformance(driver)) it(title, run, timeoutMilliseconds);
});

describeOnRedis("openRedisStorage", (engine) => {
  afterEach(() => void vi.useRealTimers());
  const open = async (given?: string) => {
    const url = given ?? (await engine().freshUrl());
    const storage = await openRedisStorage({ url });
    onTestFinished(() => storage.close());
    return { url, storage, prefix: prefixOf(url), ask: (...command: string[]) => ask(url, ...command) };
  };

  it("D5: Redis removes an entry two minutes after it has expired", async () => {
    const { storage, prefix, ask } = await open();
    await storage.add("a", { value, expiresAt: new Date(Date.now() + 60_000) });
    const millisecondsLeft = Number(await ask("PTTL", `${prefix}e:a`));
    expect(millisecondsLeft).toBeGreaterThan(150_000);
    expect(millisecondsLeft).toBeLessThanOrEqual(180_000);
    await storage.update("a", { value, expiresAt: new Date(Date.now() - 110_000) }, 0);
    expect(Number(await ask("PTTL", `${prefix}e:a`))).toBeLessThanOrEqual(10_000);
  });

  it("D6: a process whose clock is a year behind keeps what it stores", async () => {
    const { storage } = await open();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - year });
    await storage.add("a", { value, expiresAt: new Date(Date.now() + 60_000) });
    await storage.update("a", { value, expiresAt: new Date(Date.now() + 60_000) }, 0);
    expect(await storage.get("a")).toEqual({ value: Buffer.from(value), counter: 1, expiresAt: expect.any(Date) });
  });

  it("D6: a process whose clock is a year ahead ends nothing that a right one takes for alive", async () => {
    const { storage } = await open();
    const soon = new Date(Date.now() + 60_000);
    await storage.add("a", { value, expiresAt: soon });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + year });
    await storage.update("a", { value, expiresAt: soon }, 0);
    expect((await storage.get("a"))?.counter).toBe(1);
  });

  it("clear removes what its own prefix begins, and nothing of others", async () => {
    const { url } = await open();
    const [base] = url.split("?");
    const [pattern, other] = [`${prefixOf(url)}*[a]?\\:`, `${prefixOf(url)}xay:`];
    const { storage } = await open(`${base}?prefix=${encodeURIComponent(pattern)}`);
    const { storage: neighbour } = await open(`${base}?prefix=${encodeURIComponent(other)}`);
    await ask(url, "SET", `${pattern}mine`, "foreign");
    await neighbour.add("a", { value, expiresAt });
    await neighbour.outbox.add({ topic: "a", payload: "first", now: expiresAt });
    await storage.add("a", { value, expiresAt });

    await storage.clear();
    expect(await storage.count()).toBe(0);
    expect(await neighbour.get("a")).toBeDefined();
    expect(await neighbour.outbox.count("a")).toBe(1);
    expect(await ask(url, "GET", `${pattern}mine`)).toBe("foreign");
  });

  it("two storages on one prefix see each other's writes", async () => {
    const { url, storage: one } = await open();
    const { storage: other } = await open(url);
    expect(await one.add("a", { value, expiresAt })).toBe(true);
    expect(await other.update("a", { value, expiresAt }, 0)).toBe(true);
    expect(await one.update("a", { value, expiresAt }, 0)).toBe(false);
    expect((await one.get("a"))?.counter).toBe(1);
  });

  it("goes on when Redis has forgotten its scripts", async () => {
    const { storage, ask } = await open();
    await storage.add("a", { value, expiresAt });
    await ask("SCRIPT", "FLUSH");
    expect(await storage.update("a", { value, expiresAt }, 0)).toBe(true);
    await ask("SCRIPT", "FLUSH");
    await storage.outbox.add({ topic: "a", payload: "first", now: expiresAt });
    expect(await storage.outbox.count("a")).toBe(1);
  });

  it("what something else keeps under its prefix is reported as foreign, what a later version wrote as newer", async () => {
    const { storage, prefix, ask } = await open();
    await ask("LPUSH", `${prefix}e:list`, "one");
    await ask("SET", `${prefix}e:text`, "");
    await ask("SET", `${prefix}e:later`, "\u0002 of another form");
    await expect(storage.get("list")).rejects.toMatchObject({ name: "StorageError", code: "foreign" });
    await expect(storage.get("text")).rejects.toMatchObject({ name: "StorageError", code: "foreign" });
    await expect(storage.get("later")).rejects.toMatchObject({ name: "StorageError", code: "newer_schema" });
    await expect(storage.update("list", { value, expiresAt }, 0)).rejects.toMatchObject({ code: "foreign" });
  });

  it("M2: an item that a fail-over lost has no namesake: its last owner ends nobody else's", async () => {
    const { storage, prefix, ask } = await open();
    const [now, topic] = [new Date(), "a"];
    const lost = await storage.outbox.add({ topic, payload: "lost", now, owner: "one" });
    const base = `${prefix}{outbox}:`;
    await ask("DEL", `${base}ids`, `${base}due:a`, `${base}order:a`, `${base}item:${`${lost}`.padStart(16, "0")}`);
    await storage.outbox.add({ topic, payload: "kept", now });
    await storage.outbox.done(lost);
    const [kept] = await storage.outbox.take({ topic, owner: "two", now, limit: 1 });
    expect(kept?.payload).toBe("kept");
  });

  it("rejects when it is used after it was closed", async () => {
    const { storage } = await open();
    await storage.close();
    await storage.close();
    await expect(storage.get("a")).rejects.toThrow("was closed");
    await expect(storage.outbox.count("a")).rejects.toThrow("was closed");
  });
});
