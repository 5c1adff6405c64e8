import type { StorageDriver } from "../driver.ts";
import { redisOutbox } from "../outbox/redis.ts";
import { createAccess } from "./access.ts";
import { redisEntries } from "./entries.ts";
import type { Masters } from "./masters.ts";
import { redisMoving } from "./moving.ts";
import { openMasters } from "./open-masters.ts";
import { type Place, placeOf } from "./place.ts";
import { ConnectionLost, disconnected, toTrouble } from "./troubles.ts";

export interface RedisStorageOptions {
  /**
   * `redis://user:password@host:port/0`, `redis+cluster://host:port,host:port` or
   * `redis+sentinel://host:port,host:port/<name of the master>`; `rediss` instead of `redis` for TLS. Options:
   * `?prefix=` (`tiauth:` by default), `?wait=` (how many replicas have to confirm a write, 0 by default) and, with TLS,
   * `?ca=` (the PEM file of who vouches for certificates; those whom Node knows by default).
   */
  readonly url: string;
  /** Told once of each thing that its operator should know. Becomes a warning of the process by default. */
  readonly onWarning?: (message: string) => void;
}

/**
 * Opens the records in Redis 6.2 or later, or in Valkey: in one server, in a cluster, or in whatever server sentinels
 * name. Entries are removed by Redis itself, two minutes after they have expired at the earliest; `deleteExpired` has
 * nothing to do and answers 0.
 *
 * Every method rejects with a `StorageError`: `unavailable` at once while there is no connection, after at most 5 s if
 * Redis does not answer; `disk_full` if it has no room; `not_durable` if replicas did not confirm a write in time;
 * `foreign` or `newer_schema` if a key holds something else. A connection that was lost is made again by itself. A read
 * that was not answered is tried once more, a write never is: it may have happened or not. `clear` and `count` look
 * through all keys of the database, in small steps.
 *
 * What was answered is in the memory of Redis: what a restart or a fail-over may lose depends on its settings, see
 * docs/adr/0020.
 *
 * @throws {StorageError} if it cannot be reached or may not be used; `not_durable` if it throws keys away when it is full.
 * @throws {RangeError} from every method, at once, with a key that is over 255 bytes or not well-formed.
 */
export async function openRedisStorage({ url, onWarning = warn }: RedisStorageOptions): Promise<StorageDriver> {
  const place = placeOf(url);
  const access = createAccess(await openPlace(place, onWarning), place.name);
  const outbox = redisOutbox(access, `${place.prefix}{outbox}:`);
  const options = { prefix: `${place.prefix}e:`, name: place.name };
  const moving = redisMoving(access, options);
  return {
    outbox,
    ...redisEntries(access, options),
    ...moving,
    deleteExpired: async () => 0,
    async clear() {
      await moving.clear();
      await outbox.clear();
    },
    close: access.close,
  };
}

const warn = (message: string) => process.emitWarning(message);

async function openPlace(place: Place, onWarning: (message: string) => void): Promise<Masters> {
  try {
    return await openMasters(place, onWarning);
  } catch (error) {
    throw error instanceof ConnectionLost ? disconnected(place.name, error) : toTrouble(error, place.name);
  }
}
