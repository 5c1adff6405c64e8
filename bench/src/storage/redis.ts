import { askRedis, type RedisEngine, redisServerAvailability, startRedis } from "@tiauth/engines";
import type { Contestant, EngineContestants } from "./contestant.ts";

/** As it is by default, with its log on the disk once a second, and with every write there before it is answered. */
export async function redisContestants(): Promise<EngineContestants> {
  const availability = redisServerAvailability();
  if (availability !== "here") return { missing: availability };
  const everySecond = await startRedis({ origin: "own" });
  const always = await startRedis({ appendFsync: "always" });
  return {
    contestants: [contestant("Redis", everySecond), contestant("Redis, appendfsync always", always)],
    version: await fieldOf(everySecond, "redis_version"),
    stop: async () => {
      await everySecond.stop();
      await always.stop();
    },
  };
}

const contestant = (name: string, engine: RedisEngine): Contestant => ({
  name,
  isEngine: true,
  newPlace: async () => ({ url: await engine.freshUrl() }),
  settings: ({ url }) => ({ TIAUTH_STORAGE_URL: url }),
  takenBytes: async () => Number(await fieldOf(engine, "used_memory")),
});

/** One line of what `INFO` says. */
async function fieldOf({ url }: RedisEngine, name: string): Promise<string> {
  const lines = String(await askRedis(Number(new URL(url).port), "INFO")).split("\r\n");
  return lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? "";
}
