export { type Daemon, type DaemonOptions, startDaemon } from "./daemon.ts";
export type { Availability, Engine } from "./engine.ts";
export { type PostgresOptions, postgresAvailability, startPostgres } from "./postgres.ts";
export {
  type RedisEngine,
  type RedisOptions,
  redisAvailability,
  redisServerAvailability,
  startRedis,
} from "./redis.ts";
export { askRedis } from "./redis-ask.ts";
export { type RedisCluster, type RedisClusterOptions, startRedisCluster } from "./redis-cluster.ts";
export { type RedisBehindSentinels, startRedisBehindSentinels } from "./redis-sentinels.ts";
export type { RedisServer } from "./redis-server.ts";
