import { redisServerAvailability, startRedis } from "@tiauth/engines";
import { openRedisStorage } from "@tiauth/storage/redis";
import { describe, expect, it, onTestFinished } from "vitest";
import { expiresAt, untilWritable, value } from "./redis-places.ts";
import { inSeconds, report, timed } from "./report.ts";

const state = redisServerAvailability();

describe.skipIf(state !== "here")(`a Redis that hangs${state === "here" ? "" : ` (skipped: ${state})`}`, () => {
  it("U1: is waited for 5 s and not longer, then others are told at once; it is used again within 3 s of waking up", async () => {
    const engine = await startRedis({ origin: "own" });
    onTestFinished(() => engine.stop());
    const storage = await openRedisStorage({ url: engine.url });
    await storage.add("a", { value, expiresAt });

    await engine.pause();
    const asked = () => Promise.allSettled([storage.get("a"), storage.add("b", { value, expiresAt }), storage.count()]);
    const first = await timed(asked);
    const second = await timed(asked);
    for (const result of [...first.value, ...second.value]) {
      expect(result).toMatchObject({ reason: { name: "StorageError", code: "unavailable" } });
    }
    report({
      promise: "U1",
      what: "Redis hangs: until a request is told",
      measured: inSeconds(first.milliseconds),
      limit: "6 s",
    });
    expect(first.milliseconds).toBeLessThan(6000);
    expect(second.milliseconds).toBeLessThan(2000);

    await engine.resume();
    const milliseconds = await untilWritable(storage, ["a", "c"]);
    report({
      promise: "U4",
      what: "Redis has hung: until writes succeed",
      measured: inSeconds(milliseconds),
      limit: "3 s",
    });
    expect(milliseconds).toBeLessThan(3000);
    await storage.close();
  });
});
