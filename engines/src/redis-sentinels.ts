import { askRedis } from "./redis-ask.ts";
import { createRedisServer, type RedisServer } from "./redis-server.ts";
import { until } from "./until.ts";

/** A master and its replica, and three sentinels that watch over them, on this machine. */
export interface RedisBehindSentinels {
  /** Names the sentinels. */
  readonly url: string;
  /** The master at the start, then its replica. */
  readonly servers: readonly [RedisServer, RedisServer];
  readonly sentinelPorts: readonly number[];
  /** What the sentinels call it. */
  readonly masterName: string;
  stop(): Promise<void>;
}

const sentinelCount = 3;
const quorum = 2;
const masterName = "records";

/** Starts them, in about two seconds. @throws {Error} if they do not find each other. */
export async function startRedisBehindSentinels(): Promise<RedisBehindSentinels> {
  const settings = ["appendonly yes", "appendfsync no", 'save ""']; // a busy disk is no fail-over
  const master = await createRedisServer({ settings });
  const replica = await createRedisServer({ settings: [...settings, `replicaof 127.0.0.1 ${master.port}`] });
  const sentinels = await Promise.all(Array.from({ length: sentinelCount }, () => createSentinel(master.port)));
  const all = [master, replica, ...sentinels];
  const stop = async () => void (await Promise.all(all.map((server) => server.stop())));
  try {
    await master.start();
    await replica.start();
    await until("the replica has what the master has", async () =>
      `${await askRedis(replica.port, "INFO", "replication")}`.includes("master_link_status:up"),
    );
    await Promise.all(sentinels.map((sentinel) => sentinel.start()));
    await Promise.all(sentinels.map(({ port }) => knowsAll(port)));
  } catch (error) {
    await stop();
    throw error;
  }
  const addresses = sentinels.map(({ port }) => `127.0.0.1:${port}`);
  return {
    url: `redis+sentinel://${addresses.join(",")}/${masterName}`,
    servers: [master, replica],
    sentinelPorts: sentinels.map(({ port }) => port),
    masterName,
    stop,
  };
}

const createSentinel = (masterPort: number) =>
  createRedisServer({
    args: ["--sentinel"],
    settings: [
      `sentinel monitor ${masterName} 127.0.0.1 ${masterPort} ${quorum}`,
      `sentinel down-after-milliseconds ${masterName} 500`,
      `sentinel failover-timeout ${masterName} 3000`,
    ],
  });

/** A fail-over needs a majority that knows each other, and a replica that they know. */
const knowsAll = (port: number) =>
  until(`sentinel ${port} knows the others`, async () => {
    const facts = [await askRedis(port, "SENTINEL", "MASTER", masterName)].flat().map(String);
    const named = (name: string) => facts[facts.indexOf(name) + 1];
    return named("num-other-sentinels") === `${sentinelCount - 1}` && named("num-slaves") === "1";
  });
