import type { StoredEntry } from "@tiauth/records";
import type { StorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import { postgresOutbox } from "../outbox/postgres.ts";
import { type Connections, createConnections } from "./connections.ts";
import { type TimeLimits, timeLimits } from "./limits.ts";
import { migratePostgres, onOneConnection, type PostgresMigrationOptions } from "./migrate.ts";
import { postgresMoving } from "./moving.ts";
import { placeOf } from "./place.ts";
import { assertRights } from "./rights.ts";
import { statements } from "./statements.ts";

export interface PostgresStorageOptions extends PostgresMigrationOptions {
  /** How many connections this process has at most. 10 by default. */
  readonly maxConnections?: number | undefined;
}

/**
 * Opens a database of Postgres, creating or migrating its schema `tiauth` if need be. Any number of processes may share
 * it: every write is one statement that compares and writes in one step.
 *
 * Every method rejects with a `StorageError` after about 7 s at the latest: `unavailable` if Postgres does not answer,
 * refuses, or takes no writes; `disk_full`. A read whose connection was lost is tried once more on another one; a write
 * is not, and may have happened. Connections are made anew as they are needed: the first call that can succeed does.
 *
 * @throws {StorageError} as `migratePostgres` does.
 * @throws {RangeError} from every method, at once, with a key that is over 255 bytes or not well-formed.
 */
export const openPostgresStorage = (options: PostgresStorageOptions): Promise<StorageDriver> =>
  openWithin(timeLimits, options);

/** The same with time limits that a test can wait for. */
export async function openWithin(limits: TimeLimits, options: PostgresStorageOptions): Promise<StorageDriver> {
  const { url, maxConnections = 10 } = options;
  const place = placeOf(url);
  await migratePostgres(options);
  await onOneConnection(place, (client) => assertRights(client, place));
  return driverOf(createConnections({ place, maxConnections, limits }));
}

function driverOf(connections: Connections): StorageDriver {
  const { read, write, close } = connections;
  /** Copied, since it is sent only when there is a connection. */
  const bytes = (value: Uint8Array) => Buffer.from(value);
  return {
    outbox: postgresOutbox(connections),
    get(key) {
      assertKey(key);
      return read<StoredEntry>(statements.get, [Buffer.from(key)]).then(({ rows }) => rows[0]);
    },
    add(key, { value, expiresAt }) {
      assertKey(key);
      return hasChanged(write(statements.add, [Buffer.from(key), bytes(value), expiresAt.getTime()]));
    },
    update(key, { value, expiresAt }, counter) {
      assertKey(key);
      const values = [Buffer.from(key), bytes(value), expiresAt.getTime(), counter];
      return hasChanged(write(statements.update, values));
    },
    delete(key) {
      assertKey(key);
      return hasChanged(write(statements.delete, [Buffer.from(key)]));
    },
    deleteExpired: async (before, limit) => (await write(statements.deleteExpired, [before.getTime(), limit])).count,
    ...postgresMoving(connections),
    clear: async () => void (await write(statements.clear)),
    close,
  };
}

const hasChanged = async (writing: Promise<{ readonly count: number }>) => (await writing).count === 1;
