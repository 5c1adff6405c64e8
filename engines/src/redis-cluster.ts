import { freePort } from "./free-port.ts";
import { askRedis } from "./redis-ask.ts";
import { createRedisServer, type RedisServer } from "./redis-server.ts";
import { until } from "./until.ts";

/** A cluster on this machine. */
export interface RedisCluster {
  /** Names all masters. */
  readonly url: string;
  /** Each with a third of the slots. */
  readonly masters: readonly RedisServer[];
  stop(): Promise<void>;
}

export interface RedisClusterOptions {
  /** Of each master. None by default. */
  readonly replicas?: 0 | 1;
}

const slotCount = 16_384;
const masterCount = 3;
const settings = [
  "cluster-enabled yes",
  "cluster-node-timeout 1000",
  "cluster-require-full-coverage no", // the others go on while one is missing
  "appendonly yes",
  "appendfsync no", // a busy disk is no fail-over
  'save ""',
];

/** Starts three masters, in about three seconds. @throws {Error} if they do not find each other. */
export async function startRedisCluster({ replicas = 0 }: RedisClusterOptions = {}): Promise<RedisCluster> {
  const nodes: RedisServer[] = [];
  for (let i = 0; i < masterCount * (1 + replicas); i++) {
    nodes.push(await createRedisServer({ settings, port: await portForNode() }));
  }
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())));
  const masters = nodes.slice(0, masterCount);
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await join(nodes);
    await Promise.all(nodes.slice(masterCount).map((node, i) => follow(node, masters[i])));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis+cluster://${masters.map(({ port }) => `127.0.0.1:${port}`).join(",")}`, masters, stop };
}

/** Nodes talk to each other on a port that is higher by 10,000. */
async function portForNode(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (port < 55_000) return port;
  }
}

async function join(nodes: readonly RedisServer[]) {
  const [first] = nodes;
  for (const [i, { port }] of nodes.slice(0, masterCount).entries()) {
    const slots = Array.from({ length: slotCount }, (_, slot) => slot).filter((slot) => slot % masterCount === i);
    await askRedis(port, "CLUSTER", "ADDSLOTS", ...slots.map(String));
  }
  for (const { port } of nodes.slice(1)) await askRedis(port, "CLUSTER", "MEET", "127.0.0.1", `${first?.port}`);
  for (const { port } of nodes) {
    await until(`node ${port} knows the cluster`, async () => {
      const state = `${await askRedis(port, "CLUSTER", "INFO")}`;
      const facts = ["cluster_state:ok", `cluster_slots_ok:${slotCount}`, `cluster_known_nodes:${nodes.length}`];
      return facts.every((fact) => state.includes(fact));
    });
  }
}

async function follow(replica: RedisServer, master: RedisServer | undefined) {
  const id = `${await askRedis(master?.port ?? 0, "CLUSTER", "MYID")}`;
  await askRedis(replica.port, "CLUSTER", "REPLICATE", id);
  await until(`node ${replica.port} is a replica`, async () =>
    `${await askRedis(replica.port, "INFO", "replication")}`.includes("master_link_status:up"),
  );
}
