import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { ask, describeOnRedis } from "../../testing/redis.ts";
import { openRedisStorage } from "./index.ts";

const value = Uint8Array.of(1);
const expiresAt = new Date("2030-01-01T00:00:00.000Z");

/** A server that only says who it is, as an old Redis or a replica would. */
async function serverThatSays(...facts: string[]) {
  const text = `# Server\r\n${facts.join("\r\n")}\r\n`;
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () => socket.write(`$${text.length}\r\n${text}\r\n`));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `redis://:hunter2@127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const sound = ["redis_version:7.2.4", "loading:0", "role:master", "maxmemory_policy:noeviction", "aof_enabled:1"];
const but = (name: string, fact: string) => sound.map((sounds) => (sounds.startsWith(`${name}:`) ? fact : sounds));

it.each([
  ["an old Redis", "refused", but("redis_version", "redis_version:6.0.16"), "too old. Use Redis 6.2"],
  ["a replica", "unavailable", but("role", "role:slave"), "Name its master"],
  ["one that is starting", "unavailable", but("loading", "loading:1"), "Wait until it has started"],
  ["one that evicts", "not_durable", but("maxmemory_policy", "maxmemory_policy:allkeys-lru"), "Set it to noeviction"],
])("%s is refused: %s, and what to do", async (_, code, facts, message) => {
  const url = await serverThatSays(...facts);
  await expect(openRedisStorage({ url })).rejects.toMatchObject({
    name: "StorageError",
    code,
    message: expect.stringContaining(message),
  });
  await expect(openRedisStorage({ url })).rejects.not.toThrow("hunter2");
});

it.each(["6.2.0", "7.0.15", "8.4.0"])(
  "Redis %s is taken, and Valkey, which says which Redis it is like",
  async (version) => {
    const url = await serverThatSays(...but("redis_version", `redis_version:${version}`), "valkey_version:8.0.1");
    await (await openRedisStorage({ url })).close();
  },
);

it("nobody at the address is reported within 2 s, with what to do and without the password", async () => {
  const started = performance.now();
  await expect(openRedisStorage({ url: "redis://user:hunter2@127.0.0.1:1" })).rejects.toMatchObject({
    name: "StorageError",
    code: "unavailable",
    message: expect.stringMatching(/^redis:\/\/127\.0\.0\.1:1 cannot be reached .*ECONNREFUSED/),
  });
  expect(performance.now() - started).toBeLessThan(2000);
});

describeOnRedis(
  "openRedisStorage",
  (engine) => {
    const configure = (name: string, setting: string) => ask(engine().url, "CONFIG", "SET", name, setting);

    it("a password that is wrong is reported, and not shown", async () => {
      const url = (await engine().freshUrl()).replace("//", "//somebody:hunter2@");
      await expect(openRedisStorage({ url })).rejects.toMatchObject({
        code: "refused",
        message: expect.stringMatching(/WRONGPASS .*Correct the user or the password in the URL\.$/),
      });
      await expect(openRedisStorage({ url })).rejects.not.toThrow("hunter2");
    });

    it.each([
      ["a password where none is set", (url: string) => url.replace("//", "//:hunter2@"), "Take the password out"],
      ["a database that it does not have", (url: string) => url.replace("?", "/99999?"), "Correct the number"],
    ])("%s is refused at once, with what to do", async (_, wrong, remedy) => {
      const opening = openRedisStorage({ url: wrong(await engine().freshUrl()) });
      await expect(opening).rejects.toMatchObject({ code: "refused", message: expect.stringContaining(remedy) });
    });

    it("a password that is wrong is what is said of a cluster, too", async () => {
      const url = (await engine().freshUrl()).replace("redis://", "redis+cluster://somebody:hunter2@");
      await expect(openRedisStorage({ url })).rejects.toMatchObject({
        code: "refused",
        message: expect.stringContaining("Correct the user or the password"),
      });
    });

    it("signs in as the user of the URL, who needs no more than the documented rights", async () => {
      const url = await engine().freshUrl();
      const rights = ["~tiauth*", "+@read", "+@write", "+@connection", "+eval", "+evalsha", "+info", "+wait", "+time"];
      await ask(url, "ACL", "SETUSER", "tiauth", "on", ">pass word", "resetkeys", "-@all", ...rights);
      const storage = await openRedisStorage({ url: url.replace("//", "//tiauth:pass%20word@") });
      onTestFinished(() => storage.close());
      expect(await storage.add("a", { value, expiresAt })).toBe(true);
      expect(await storage.update("a", { value, expiresAt }, 0)).toBe(true);
      await storage.outbox.add({ topic: "a", payload: "first", now: expiresAt });
      expect(await storage.count()).toBe(1);
      await storage.clear();
      expect(await storage.outbox.count("a")).toBe(0);
    });

    it("one that keeps no log is taken with a warning, and one that keeps it without", async () => {
      const warnings: string[] = [];
      const open = async () => {
        const storage = await openRedisStorage({ url: engine().url, onWarning: (message) => warnings.push(message) });
        await storage.close();
      };
      await open();
      expect(warnings).toEqual([]);
      await configure("appendonly", "no");
      await open();
      await configure("appendonly", "yes");
      expect(warnings).toEqual([expect.stringContaining("keeps no log of what it is given (appendonly is no)")]);
    });

    it("one that begins to evict while the storage is open is warned of, not left", async () => {
      const warnings: string[] = [];
      const onWarning = (message: string) => warnings.push(message);
      const storage = await openRedisStorage({ url: await engine().freshUrl(), onWarning });
      onTestFinished(() => storage.close());
      await configure("maxmemory-policy", "allkeys-lru");
      await ask(engine().url, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      await expect.poll(() => warnings).toEqual([expect.stringContaining("maxmemory-policy is allkeys-lru")]);
      expect(await storage.add("a", { value, expiresAt })).toBe(true);
      await configure("maxmemory-policy", "noeviction");
    });

    it("D3: when its memory is full writes are disk_full, reads go on, and writes too as soon as there is room", async () => {
      const storage = await openRedisStorage({ url: await engine().freshUrl() });
      onTestFinished(() => storage.close());
      await storage.add("a", { value, expiresAt });
      await configure("maxmemory", "1");
      await expect(storage.update("a", { value, expiresAt }, 0)).rejects.toMatchObject({ code: "disk_full" });
      await expect(storage.add("b", { value, expiresAt })).rejects.toThrow("nothing was written, reads go on");
      expect((await storage.get("a"))?.counter).toBe(0);
      expect(await storage.get("b")).toBeUndefined();
      await configure("maxmemory", "0");
      expect(await storage.update("a", { value, expiresAt }, 0)).toBe(true);
    });

    it("?wait=1: a write that no replica confirms rejects, though it was done; reads answer", async () => {
      const storage = await openRedisStorage({ url: `${await engine().freshUrl()}&wait=1` });
      onTestFinished(() => storage.close());
      const writes = ["a", "b", "c"].map((key) => storage.add(key, { value, expiresAt }));
      for (const result of await Promise.allSettled(writes)) {
        expect(result).toMatchObject({ reason: { code: "not_durable", message: expect.stringContaining("0 of 1") } });
      }
      expect((await storage.get("c"))?.counter).toBe(0);
    });
  },
  { origin: "own" },
);
