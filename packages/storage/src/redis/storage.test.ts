import { createClient } from "@redis/client";
import { type RedisEngine, redisAvailability, startRedis } from "@tiauth/engines";
import { afterAll, beforeAll, describe, it } from "vitest";
import { conformance } from "../conformance.ts";
import { openRedisStorage } from "./index.ts";
import { headOf } from "./stored-entry.ts";

const state = redisAvailability();
describe.skipIf(state !== "here")(`Redis${state === "here" ? "" : ` (skipped: ${state})`}`, () => {
  let engine: RedisEngine;
  beforeAll(async () => {
    engine = await startRedis();
  }, 30_000);
  afterAll(() => engine?.stop());

  describe("openRedisStorage keeps to the conformance suite", () => {
    /** A thousand who overtake each other need a while. */
    const timeoutMilliseconds = 60_000;
    let url = "";
    const driver = {
      expiresByItself: true as const,
      async open() {
        url = await engine.freshUrl();
        return openRedisStorage({ url });
      },
      reopen: () => openRedisStorage({ url }),
      async setCounter(key: string, counter: number) {
        const client = createClient({ url: engine.url });
        await client.connect();
        await client.setRange(`${new URL(url).searchParams.get("prefix")}e:${key}`, 0, headOf(counter));
        client.destroy();
      },
    };
    for (const { title, run } of conformance(driver)) it(title, run, timeoutMilliseconds);
  });
});
