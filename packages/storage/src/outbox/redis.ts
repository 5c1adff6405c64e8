import type { Access } from "../redis/access.ts";
import type { Command } from "../redis/connection.ts";
import { listOf, type Reply } from "../redis/reply.ts";
import type { Script } from "../redis/script.ts";
import { endOfLease, firstDue, latestCredible, type Outbox, type OutboxHold, type OutboxItem } from "./outbox.ts";
import * as scripts from "./redis-scripts.ts";

/** One step of Redis is over within a few ms: nobody else is answered meanwhile. */
const batchSize = 1000;

/** @param base what its keys begin with; holds a hash tag. */
export function redisOutbox(access: Access, base: string): Outbox {
  const run = (script: Script, ...args: Command) => access.run(script, { keys: [base, `${base}nothing`], args });
  const runHeld = async (script: Script, { id, owner }: OutboxHold, ...args: Command) =>
    (await run(script, textOf(id), owner, ...args)) === 1;
  const trim = async (topic: string, most: number) => {
    let removed = 0;
    for (let last = batchSize; last === batchSize; removed += last) {
      last = Number(await run(scripts.trimItems, topic, `${most}`, `${batchSize}`));
    }
    return removed;
  };
  return {
    async add({ topic, payload, now, owner, copies = 0, failures = 0 }) {
      const dueAt = timeOf(firstDue({ owner, now }));
      const held = owner === undefined ? [] : ["owner", owner];
      return Number(await run(scripts.addItem, topic, payload, `${copies}`, `${failures}`, dueAt, ...held));
    },
    async take({ topic, owner, now, limit }) {
      const [latest, lease] = [latestCredible(now), endOfLease(now)];
      const times = [now, latest, lease].map(timeOf);
      return listOf(await run(scripts.takeItems, topic, owner, ...times, `${limit}`)).map(itemOf);
    },
    renew: (hold, now) => runHeld(scripts.renewItem, hold, timeOf(endOfLease(now))),
    isHeld: async ({ id, owner }) =>
      `${await access.read(base, ["HGET", `${base}item:${textOf(id)}`, "owner"])}` === owner,
    noteCopy: (hold) => runHeld(scripts.noteCopyOfItem, hold),
    putBack: (hold, { copies, failures, dueAt }) =>
      runHeld(scripts.putItemBack, hold, `${copies}`, `${failures}`, timeOf(dueAt)),
    async done(id) {
      await run(scripts.removeItem, textOf(id));
    },
    hasten: async (topic, now, limit) => Number(await run(scripts.hastenItems, topic, timeOf(now), `${limit}`)),
    trim,
    count: async (topic) => Number(await access.read(base, ["ZCARD", `${base}due:${topic}`])),
    async clear() {
      for (const topic of listOf(await access.read(base, ["SMEMBERS", `${base}topics`]))) await trim(`${topic}`, 0);
    },
  };
}

const textOf = (id: number) => `${id}`.padStart(16, "0");
const timeOf = (time: Date) => `${time.getTime()}`;

function itemOf(reply: Reply): OutboxItem {
  const [id, payload, copies, failures] = listOf(reply);
  return { id: Number(id), payload: `${payload}`, copies: Number(copies), failures: Number(failures) };
}
