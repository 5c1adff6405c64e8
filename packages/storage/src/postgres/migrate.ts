import pg from "pg";
import { within } from "./deadline.ts";
import { timeLimits } from "./limits.ts";
import { knownSchemaVersion, migrate, type Persistence } from "./migrations.ts";
import { type Place, placeOf } from "./place.ts";
import { beginSession } from "./session.ts";
import { toTrouble } from "./troubles.ts";
import { warnOfListeners, warnOfLoss } from "./warnings.ts";

export interface PostgresMigrationOptions {
  /** `postgres://user:password@host:5432/database?sslmode=verify-full`. */
  readonly url: string;
  /**
   * Entries in an `UNLOGGED` table, which is quicker: a crash of Postgres empties it, a standby has none. The outbox is
   * always logged. A table that is there is made what is said here; undefined leaves it as it is, and makes logged ones.
   */
  readonly isUnlogged?: boolean | undefined;
  /** Told what an operator should know, in a sentence. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** What became of the schema: how many migrations it had had, and has. 0 is a database without one. */
export interface PostgresMigration {
  readonly versionBefore: number;
  readonly version: number;
}

/**
 * Brings the schema `tiauth` of a database up to date, creating it if need be. Of several processes that do so at once
 * one does it, and the others wait. A database that is up to date is only looked at.
 *
 * @throws {StorageError} `unavailable`, `refused`, `locked` or `disk_full`; `foreign`, `damaged` or `newer_schema`: then it was
 * left as it was.
 */
export async function migratePostgres(options: PostgresMigrationOptions): Promise<PostgresMigration> {
  const { url, isUnlogged, onWarning = () => {} } = options;
  const place = placeOf(url);
  warnOfListeners(place, onWarning);
  return migratePlace(place, persistenceOf(isUnlogged), onWarning);
}

const persistenceOf = (isUnlogged: boolean | undefined): Persistence | undefined =>
  isUnlogged === undefined ? undefined : isUnlogged ? "unlogged" : "logged";

const migratePlace = (place: Place, persistence: Persistence | undefined, onWarning: (message: string) => void) =>
  onOneConnection(place, async (client) => {
    await warnOfLoss(client, place, onWarning);
    return { versionBefore: await migrate(client, place, persistence), version: knownSchemaVersion };
  });

/**
 * Does something on a connection of its own, which may take long.
 *
 * @throws {StorageError} whatever went wrong.
 */
export async function onOneConnection<T>(place: Place, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const { connectMilliseconds, answerMilliseconds } = timeLimits;
  const client = new pg.Client({ ...place.config, connectionTimeoutMillis: connectMilliseconds });
  client.on("error", () => {}); // the statement that was under way tells of it, too
  try {
    await client.connect();
    await within(answerMilliseconds, beginSession(client, { name: place.name, milliseconds: 0 }));
    return await work(client);
  } catch (error) {
    throw toTrouble(error, place.name);
  } finally {
    void client.end().catch(() => {});
  }
}
