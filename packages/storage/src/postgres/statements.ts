import { counterModulus } from "../counter.ts";
import type { Statement } from "./connections.ts";
import { sweepLock } from "./locks.ts";

const named = (name: string, text: string): Statement => ({ name: `tiauth_${name}`, text });

const listed = `SELECT key, value, counter, expires_at AS "expiresAt" FROM tiauth.entries`;

/** What is done with the entries. Each is one statement, and so a transaction of its own. */
export const statements = {
  get: named("get", "SELECT value, counter FROM tiauth.entries WHERE key = $1"),
  add: named(
    "add",
    "INSERT INTO tiauth.entries (key, value, counter, expires_at) VALUES ($1, $2, 0, $3) ON CONFLICT DO NOTHING",
  ),
  /** Of several at once the later ones wait for the row, and then look at its new counter: READ COMMITTED sees to that. */
  update: named(
    "update",
    `UPDATE tiauth.entries SET value = $2, expires_at = $3,
            counter = CASE counter WHEN ${counterModulus - 1} THEN 0 ELSE counter + 1 END
      WHERE key = $1 AND counter = $4`,
  ),
  delete: named("delete", "DELETE FROM tiauth.entries WHERE key = $1"),
  /** Nothing if another process is at it. A row that is just being prolonged is not waited for. */
  deleteExpired: named(
    "delete_expired",
    `WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(${sweepLock}) AS is_ours),
          expired AS MATERIALIZED (
            SELECT key FROM tiauth.entries WHERE expires_at < $1 AND (SELECT is_ours FROM turn)
             ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     DELETE FROM tiauth.entries WHERE key IN (SELECT key FROM expired)`,
  ),
  listFirst: named("list_first", `${listed} ORDER BY key LIMIT $1`),
  listAfter: named("list_after", `${listed} WHERE key > $2 ORDER BY key LIMIT $1`),
  restore: named(
    "restore",
    `INSERT INTO tiauth.entries (key, value, counter, expires_at)
     SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::integer[], $4::bigint[]) ON CONFLICT DO NOTHING`,
  ),
  count: named("count", "SELECT count(*) AS entries FROM tiauth.entries"),
  /** The numbers of the outbox go on where they were. */
  clear: named("clear", "TRUNCATE tiauth.entries, tiauth.outbox"),
};
