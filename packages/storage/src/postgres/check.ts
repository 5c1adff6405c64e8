import { onOneConnection, type PostgresMigrationOptions } from "./migrate.ts";
import { knownSchemaVersion, look } from "./migrations.ts";
import { placeOf } from "./place.ts";

/** What `openPostgresStorage` would find: tables of this version, of an earlier one, or none. */
export type PostgresStorageState = "exists" | "will_be_migrated" | "will_be_created";

/**
 * Looks whether `openPostgresStorage` could succeed, and changes nothing.
 *
 * @throws {StorageError} as `openPostgresStorage` does, but for rights to create what is not there yet.
 */
export async function checkPostgresStorage({
  url,
}: Pick<PostgresMigrationOptions, "url">): Promise<PostgresStorageState> {
  const place = placeOf(url);
  const { version } = await onOneConnection(place, (client) => look(client, place));
  if (version === 0) return "will_be_created";
  return version === knownSchemaVersion ? "exists" : "will_be_migrated";
}
