import type { Outbox } from "../outbox/outbox.ts";
import type { Sync } from "../sync.ts";
import type { Access } from "./access.ts";

/** The outbox with access to the database: it waits and throws as the entries do. */
export const guardOutbox = (outbox: Sync<Outbox>, { read, write }: Pick<Access, "read" | "write">): Sync<Outbox> => ({
  add: (item) => write(() => outbox.add(item)),
  take: (taking) => write(() => outbox.take(taking)),
  renew: (hold, now) => write(() => outbox.renew(hold, now)),
  noteCopy: (hold) => write(() => outbox.noteCopy(hold)),
  putBack: (hold, changes) => write(() => outbox.putBack(hold, changes)),
  done: (id) => write(() => outbox.done(id)),
  hasten: (topic, now, limit) => write(() => outbox.hasten(topic, now, limit)),
  trim: (topic, most) => write(() => outbox.trim(topic, most)),
  count: (topic) => read(() => outbox.count(topic)),
  clear: () => write(() => outbox.clear()),
});
