import type { ClientBase } from "pg";
import { readOnly } from "./refusals.ts";

/**
 * What a new connection is told: that a statement ends in time, that CAS sees what others have committed, and that a
 * commit is on the disk when it is answered, whatever the database's own settings are.
 */
const prepareSession = `
  SELECT set_config('statement_timeout', $1, false),
         set_config('default_transaction_isolation', 'read committed', false),
         set_config('synchronous_commit', replace(current_setting('synchronous_commit'), 'off', 'on'), false),
         current_setting('transaction_read_only') = 'on' AS "isReadOnly"`;

/**
 * To be called once on each new connection. One that takes no writes is refused: it is a standby, whose answers are of
 * the past.
 *
 * @throws {StorageError} `unavailable` if it takes no writes.
 * @throws whatever the connection throws.
 */
export async function beginSession(client: ClientBase, { name, milliseconds }: SessionOptions): Promise<void> {
  const { rows } = await client.query<{ readonly isReadOnly: boolean }>(prepareSession, [String(milliseconds)]);
  if (rows[0]?.isReadOnly) throw readOnly(name);
}

export interface SessionOptions {
  /** Of the place, for messages. */
  readonly name: string;
  /** How long a statement may take. 0 is for ever. */
  readonly milliseconds: number;
}
