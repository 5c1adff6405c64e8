import type { Connections } from "../postgres/connections.ts";
import { endOfLease, firstDue, latestCredible, type Outbox, type OutboxItem } from "./outbox.ts";
import { outboxStatements as statements } from "./postgres-statements.ts";

interface Taken extends Omit<OutboxItem, "id" | "payload"> {
  /** As the text that `pg` makes of a bigint. */
  readonly id: string;
  readonly payload: Buffer;
}

/** The outbox beside the entries. Several processes take from it at once, and none waits for another. */
export function postgresOutbox({ read, write }: Pick<Connections, "read" | "write">): Outbox {
  const changed = async (...asked: Parameters<typeof write>) => (await write(...asked)).count;
  return {
    async add({ topic, payload, now, owner, copies = 0, failures = 0 }) {
      const dueAt = firstDue({ owner, now }).getTime();
      const values = [topic, Buffer.from(payload), copies, failures, dueAt, owner ?? null];
      const { rows } = await write<Pick<Taken, "id">>(statements.add, values);
      return Number(rows[0]?.id);
    },
    async take({ topic, owner, now, limit }) {
      const times = [now.getTime(), latestCredible(now).getTime()];
      const values = [topic, ...times, limit, owner, endOfLease(now).getTime()];
      const { rows } = await write<Taken>(statements.take, values);
      return rows.map(({ id, payload, ...counts }) => ({ id: Number(id), payload: payload.toString(), ...counts }));
    },
    renew: async ({ id, owner }, now) =>
      (await changed(statements.renew, [id, owner, endOfLease(now).getTime()])) === 1,
    isHeld: async ({ id, owner }) => (await read(statements.held, [id, owner])).count === 1,
    noteCopy: async ({ id, owner }) => (await changed(statements.noteCopy, [id, owner])) === 1,
    putBack: async ({ id, owner }, { dueAt, copies, failures }) =>
      (await changed(statements.putBack, [id, owner, dueAt.getTime(), copies, failures])) === 1,
    done: async (id) => void (await write(statements.delete, [id])),
    hasten: (topic, now, limit) => changed(statements.hasten, [topic, now.getTime(), limit]),
    trim: (topic, most) => changed(statements.trim, [topic, most]),
    async count(topic) {
      const { rows } = await read<{ readonly items: string }>(statements.count, [topic]);
      return Number(rows[0]?.items ?? 0);
    },
    clear: async () => void (await write(statements.clear)),
  };
}
