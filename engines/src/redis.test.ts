import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RedisEngine, redisServerAvailability, startRedis } from "./redis.ts";
import { askRedis } from "./redis-ask.ts";

const state = redisServerAvailability();
describe.skipIf(state !== "here")(`a Redis for tests${state === "here" ? "" : ` (skipped: ${state})`}`, () => {
  let engine: RedisEngine;
  let port = 0;
  beforeAll(async () => {
    engine = await startRedis({ origin: "own", appendFsync: "always" });
    port = Number(new URL(engine.url).port);
  }, 30_000);
  afterAll(() => engine?.stop());

  it("gives everybody who asks a prefix of their own", async () => {
    const [one, other] = [await engine.freshUrl(), await engine.freshUrl()];
    expect(one).not.toBe(other);
    expect(new URL(one).searchParams.get("prefix")).toMatch(/^tiauth-test-.{36}:$/);
  });

  it("is back after a kill at the same place with what was answered", { timeout: 30_000 }, async () => {
    await askRedis(port, "SET", "a", "7");
    await engine.kill();
    await expect(askRedis(port, "GET", "a")).rejects.toThrow();
    await engine.restart();
    expect(await askRedis(port, "GET", "a")).toBe("7");
  });

  it("says why it does not start", { timeout: 30_000 }, async () => {
    await expect(startRedis({ args: ["--no-such-setting", "1"] })).rejects.toThrow("no-such-setting");
  });
});
