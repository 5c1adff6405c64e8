import type { Database } from "better-sqlite3";
import { preparing } from "../sqlite/prepared.ts";
import type { NewOutboxItem, OutboxHold, OutboxItem, OutboxReturn, OutboxTaking } from "./outbox.ts";

/** The same with its times as they are stored: Unix milliseconds. */
type Stored<T> = { readonly [K in keyof T]: T[K] extends Date ? number : T[K] };

interface NewRow extends Required<Omit<NewOutboxItem, "now" | "owner">>, Stored<Pick<OutboxReturn, "dueAt">> {
  readonly owner: string | null;
}
type Taken = Stored<Pick<OutboxReturn, "dueAt"> & OutboxHold>;
interface Of {
  readonly topic: string;
  readonly limit: number;
}

const isHeld = "id = @id AND owner = @owner";

/** What is done with the outbox. Every search goes along the index and stops at its limit, however many items wait. */
export function prepareOutboxStatements(database: Database) {
  const prepare = preparing(database);
  return {
    add: prepare<[NewRow]>(
      `INSERT INTO outbox (topic, payload, copies, failures, due_at, owner)
       VALUES (@topic, @payload, @copies, @failures, @dueAt, @owner)`,
    ),
    due: prepare<[Omit<Stored<OutboxTaking>, "owner">], Pick<OutboxItem, "id">>(
      "SELECT id FROM outbox WHERE topic = @topic AND due_at <= @now ORDER BY due_at, id LIMIT @limit",
    ),
    incredible: prepare<[Of & { readonly latest: number }], Pick<OutboxItem, "id">>(
      "SELECT id FROM outbox WHERE topic = @topic AND due_at > @latest LIMIT @limit",
    ),
    take: prepare<[Taken], OutboxItem>(
      "UPDATE outbox SET owner = @owner, due_at = @dueAt WHERE id = @id RETURNING id, payload, copies, failures",
    ),
    renew: prepare<[Taken]>(`UPDATE outbox SET due_at = @dueAt WHERE ${isHeld}`),
    held: prepare<[OutboxHold], Pick<OutboxItem, "id">>(`SELECT id FROM outbox WHERE ${isHeld}`),
    noteCopy: prepare<[OutboxHold]>(`UPDATE outbox SET copies = copies + 1 WHERE ${isHeld}`),
    putBack: prepare<[OutboxHold & Stored<OutboxReturn>]>(
      `UPDATE outbox SET owner = NULL, due_at = @dueAt, copies = @copies, failures = @failures WHERE ${isHeld}`,
    ),
    delete: prepare<[id: number]>("DELETE FROM outbox WHERE id = ?"),
    hasten: prepare<[Of & { readonly now: number }]>(
      `UPDATE outbox SET due_at = @now WHERE id IN (
         SELECT id FROM outbox WHERE topic = @topic AND due_at > @now AND owner IS NULL AND failures > 0 LIMIT @limit)`,
    ),
    deleteOldest: prepare<[Of]>(
      "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE topic = @topic ORDER BY id LIMIT @limit)",
    ),
    count: prepare<[topic: string], { readonly items: number }>("SELECT count(*) AS items FROM outbox WHERE topic = ?"),
    clear: prepare("DELETE FROM outbox"),
  };
}
