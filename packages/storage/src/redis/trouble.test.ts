import { setTimeout as delay } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { startCutProxy } from "../../testing/cut-proxy.ts";
import { ask, describeOnRedis, prefixOf } from "../../testing/redis.ts";
import { openRedisStorage } from "./index.ts";

const value = Uint8Array.of(1);
const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const unavailable = { name: "StorageError", code: "unavailable" };

/** Resolves once `isSo`, and with how long that took. */
async function until(isSo: () => Promise<boolean> | boolean) {
  const started = performance.now();
  await expect.poll(isSo, { timeout: 10_000, interval: 5 }).toBe(true);
  return performance.now() - started;
}

const succeeds = (promise: Promise<unknown>) =>
  promise.then(
    () => true,
    () => false,
  );

describeOnRedis(
  "a Redis storage in trouble",
  (engine) => {
    /** Through a wire that can be cut. */
    async function openThroughProxy() {
      const url = await engine().freshUrl();
      const proxy = await startCutProxy(Number(new URL(url).port));
      const throughProxy = new URL(url);
      throughProxy.port = `${proxy.port}`;
      const storage = await openRedisStorage({ url: throughProxy.href });
      onTestFinished(async () => {
        proxy.cut(); // what is held is lost, so that closing need not wait for it
        await storage.close();
        await proxy.close();
      });
      const counterOf = async (key: string) => `${await ask(url, "GETRANGE", `${prefixOf(url)}e:${key}`, "1", "4")}`;
      return { storage, proxy, url, counterOf };
    }

    it("a read whose answer was lost is tried once more", async () => {
      const { storage, proxy } = await openThroughProxy();
      await storage.add("a", { value, expiresAt });
      proxy.holdAnswers();
      const reading = storage.get("a");
      await delay(50); // whether it has arrived or not, it is not answered
      proxy.cut();
      expect((await reading)?.counter).toBe(0);
    });

    it("a write whose answer was lost rejects, and was done once", async () => {
      const { storage, proxy, counterOf } = await openThroughProxy();
      await storage.add("a", { value, expiresAt });
      await storage.update("a", { value, expiresAt }, 0); // now Redis knows the script
      proxy.holdAnswers();
      const writing = Promise.allSettled([storage.update("a", { value, expiresAt }, 1)]);
      await until(async () => (await counterOf("a")) === "\0\0\0\u0002");
      proxy.cut();
      const reason = { ...unavailable, message: expect.stringContaining("may have been written or not") };
      expect(await writing).toMatchObject([{ reason }]);
      expect((await storage.get("a"))?.counter).toBe(2);
    });

    it("when Redis has hung up, what is asked meanwhile waits until the connection is there again", async () => {
      const { storage, proxy } = await openThroughProxy();
      proxy.cut();
      await delay(20); // the end has arrived
      expect(await storage.add("a", { value, expiresAt })).toBe(true);
    });

    it("U4, D2: killed and started again it goes on by itself within 3 s, with all that was answered", async () => {
      const storage = await openRedisStorage({ url: await engine().freshUrl() });
      onTestFinished(() => storage.close());
      const answered: string[] = [];
      for (let i = 0; i < 50; i++) if (await storage.add(`${i}`, { value, expiresAt })) answered.push(`${i}`);
      await engine().kill();

      const asked = performance.now();
      const refused = [storage.get("0"), storage.add("x", { value, expiresAt }), storage.outbox.count("a")];
      for (const result of await Promise.allSettled(refused)) expect(result).toMatchObject({ reason: unavailable });
      expect(performance.now() - asked).toBeLessThan(2000);

      await delay(600); // longer than a new request is kept waiting
      const later = performance.now();
      await expect(storage.get("0")).rejects.toMatchObject({
        ...unavailable,
        message: expect.stringContaining("nothing was read or written"),
      });
      expect(performance.now() - later).toBeLessThan(300);

      await engine().restart();
      expect(await until(() => succeeds(Promise.resolve(storage.get("0"))))).toBeLessThan(3000);
      for (const key of answered) expect((await storage.get(key))?.counter).toBe(0);
      expect(await storage.get("x")).toBeUndefined();
      expect(await storage.update("0", { value, expiresAt }, 0)).toBe(true);
    });

    it("one that became a replica is left for whoever is master now", async () => {
      const { storage, proxy, url } = await openThroughProxy();
      await storage.add("a", { value, expiresAt });
      await ask(url, "REPLICAOF", "127.0.0.1", "1");
      await expect(storage.update("a", { value, expiresAt }, 0)).rejects.toMatchObject({
        ...unavailable,
        message: expect.stringContaining("READONLY"),
      });
      await expect(storage.get("a")).rejects.toThrow("Name its master");
      await ask(url, "REPLICAOF", "NO", "ONE");
      await until(() => succeeds(Promise.resolve(storage.update("a", { value, expiresAt }, 0))));
      proxy.cut();
      expect((await storage.get("a"))?.counter).toBe(1);
    });

    it("closing answers what was asked before, also while there is no connection", async () => {
      const { storage, proxy } = await openThroughProxy();
      proxy.cut();
      await delay(20); // the end has arrived
      const asked = storage.add("a", { value, expiresAt });
      await storage.close();
      expect(await asked).toBe(true);
    });
  },
  { origin: "own", appendFsync: "always" },
);
