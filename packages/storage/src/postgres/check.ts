import { onOneConnection, type PostgresMigrationOptions } from "./migrate.ts";
import { knownSchemaVersion, look } from "./migrations.ts";
import { placeOf } from "./place.ts";
import { assertMayCreate, assertRights } from "./rights.ts";
import { warnOfListeners, warnOfLoss } from "./warnings.ts";

/** What `openPostgresStorage` would find: tables of this version, of an earlier one, or none. */
export type PostgresStorageState = "exists" | "will_be_migrated" | "will_be_created";

/**
 * Looks whether `openPostgresStorage` could succeed, and changes nothing.
 *
 * @throws {StorageError} as `openPostgresStorage` does, but for rights to change tables of an earlier version.
 */
export async function checkPostgresStorage({
  url,
  onWarning = () => {},
}: Pick<PostgresMigrationOptions, "url" | "onWarning">): Promise<PostgresStorageState> {
  const place = placeOf(url);
  warnOfListeners(place, onWarning);
  const version = await onOneConnection(place, async (client) => {
    await warnOfLoss(client, place, onWarning);
    const { version } = await look(client, place);
    await (version === 0 ? assertMayCreate : assertRights)(client, place);
    return version;
  });
  if (version === 0) return "will_be_created";
  return version === knownSchemaVersion ? "exists" : "will_be_migrated";
}
