import type { Client } from "pg";
import type { Place } from "./place.ts";
import { withoutRights } from "./refusals.ts";

const rightsMissing = `
  SELECT string_agg(what, ', ') AS missing FROM (
    SELECT format('%s %s', needed, relation) AS what
      FROM unnest(ARRAY['tiauth.entries', 'tiauth.outbox']) AS relation,
           unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS needed
     WHERE NOT has_table_privilege(relation, needed)
     UNION ALL
    SELECT format('USE %s', sequence) FROM pg_get_serial_sequence('tiauth.outbox', 'id') AS sequence
     WHERE NOT has_sequence_privilege(sequence, 'USAGE')) AS rights`;

const creationMissing = `
  SELECT 'CREATE SCHEMA tiauth' AS missing
   WHERE NOT coalesce(has_schema_privilege(to_regnamespace('tiauth'), 'CREATE'),
                      has_database_privilege(current_database(), 'CREATE'))`;

/**
 * Looks whether this user may read and write all that is there, so that no request is the first to find out.
 *
 * @throws {StorageError} `refused` if not.
 */
export const assertRights = (client: Client, place: Place) => assertNoneMissing(client, place, rightsMissing);

/** The same of creating it. */
export const assertMayCreate = (client: Client, place: Place) => assertNoneMissing(client, place, creationMissing);

async function assertNoneMissing(client: Client, { name }: Place, question: string): Promise<void> {
  const { rows } = await client.query<{ readonly missing: string | null }>(question);
  const missing = rows[0]?.missing;
  if (missing) throw withoutRights(name, missing);
}
