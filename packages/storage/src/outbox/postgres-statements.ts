import type { Statement } from "../postgres/connections.ts";

const named = (name: string, text: string): Statement => ({ name: `tiauth_outbox_${name}`, text });

const search = "SELECT id, due_at FROM tiauth.outbox WHERE topic = $1 AND due_at";
const ofOthersLeft = "FOR UPDATE SKIP LOCKED";
const isHeld = "id = $1 AND owner = $2";

/** What is done with the outbox. Every search goes along the index and stops at its limit, however many items wait. */
export const outboxStatements = {
  add: named(
    "add",
    `INSERT INTO tiauth.outbox (topic, payload, copies, failures, due_at, owner) VALUES ($1, $2, $3, $4, $5, $6)
     RETURNING id`,
  ),
  /** What another process is just taking is passed over. The second search only makes up what the first lacks. */
  take: named(
    "take",
    `WITH overdue AS MATERIALIZED (${search} <= $2 ORDER BY due_at, id LIMIT $4 ${ofOthersLeft}),
     incredible AS MATERIALIZED (
       ${search} > $3 ORDER BY due_at LIMIT $4 - (SELECT count(*) FROM overdue) ${ofOthersLeft}),
     due AS (SELECT * FROM overdue UNION ALL SELECT * FROM incredible),
     taken AS (
       UPDATE tiauth.outbox SET owner = $5, due_at = $6 WHERE id IN (SELECT id FROM due)
       RETURNING id, payload, copies, failures)
     SELECT id, payload, copies, failures FROM taken JOIN due USING (id) ORDER BY due.due_at, id`,
  ),
  renew: named("renew", `UPDATE tiauth.outbox SET due_at = $3 WHERE ${isHeld}`),
  held: named("held", `SELECT id FROM tiauth.outbox WHERE ${isHeld}`),
  noteCopy: named("note_copy", `UPDATE tiauth.outbox SET copies = copies + 1 WHERE ${isHeld}`),
  putBack: named(
    "put_back",
    `UPDATE tiauth.outbox SET owner = NULL, due_at = $3, copies = $4, failures = $5 WHERE ${isHeld}`,
  ),
  delete: named("delete", "DELETE FROM tiauth.outbox WHERE id = $1"),
  hasten: named(
    "hasten",
    `WITH waiting AS MATERIALIZED (
       SELECT id FROM tiauth.outbox WHERE topic = $1 AND due_at > $2 AND owner IS NULL AND failures > 0
        LIMIT $3 ${ofOthersLeft})
     UPDATE tiauth.outbox SET due_at = $2 WHERE id IN (SELECT id FROM waiting)`,
  ),
  /** Locked in one order, so that two who trim at once cannot wait for each other. */
  trim: named(
    "trim",
    `WITH extra AS MATERIALIZED (
       SELECT id FROM tiauth.outbox WHERE topic = $1 ORDER BY id
        LIMIT greatest(0, (SELECT count(*) FROM tiauth.outbox WHERE topic = $1) - $2)),
     locked AS MATERIALIZED (
       SELECT id FROM tiauth.outbox WHERE id IN (SELECT id FROM extra) ORDER BY id FOR UPDATE)
     DELETE FROM tiauth.outbox WHERE id IN (SELECT id FROM locked)`,
  ),
  count: named("count", "SELECT count(*) AS items FROM tiauth.outbox WHERE topic = $1"),
  clear: named("clear", "TRUNCATE tiauth.outbox"),
};
