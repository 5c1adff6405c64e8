import { createClient } from "@redis/client";
import {
  type RedisEngine,
  type RedisOptions,
  redisAvailability,
  redisServerAvailability,
  startRedis,
} from "@tiauth/engines";
import { afterAll, beforeAll, describe } from "vitest";

/** Asks Redis behind the driver's back. `url` may have options, which concern the driver only. */
export async function ask(url: string, ...command: string[]): Promise<unknown> {
  const client = createClient({ url: new URL(url.replace(/\?.*/, "")).href, RESP: 2 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}

/** What all keys of a driver begin with. */
export const prefixOf = (url: string): string => new URL(url).searchParams.get("prefix") ?? "tiauth:";

/** Tests on one engine, started for all of them; skipped, with the reason, where there is none. */
export function describeOnRedis(title: string, tests: (engine: () => RedisEngine) => void, options?: RedisOptions) {
  const state = options?.origin === "own" ? redisServerAvailability() : redisAvailability();
  if (state !== "here") return describe.skip(`${title} (skipped: ${state})`, () => tests(missing));
  return describe(title, () => {
    let engine: RedisEngine | undefined;
    beforeAll(async () => {
      engine = await startRedis(options);
    }, 30_000);
    afterAll(() => engine?.stop());
    tests(() => engine ?? missing());
  });
}

function missing(): never {
  throw new Error("the engine has not started");
}
