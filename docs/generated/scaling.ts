import { arithmetic } from "./scaling-arithmetic.ts";
import type { ScalingFigures } from "./scaling-figures.ts";
import { habits } from "./scaling-model.ts";
import { costTable, demandTable, largeServerCores, limitTable, needTable } from "./scaling-tables.ts";

const percent = (share: number) => `${share * 100} %`;

/** `docs/scaling.md`: what it means, and tables reckoned from what was measured. */
export const scalingPage = (figures: ScalingFigures) => `\
<!-- Generated from docs/generated/storage.json by \`pnpm generate\`; not to be edited. -->

# Scaling

What a user, a session and a sign-in cost with each storage, where each storage ends, and what a million, a hundred million and a
billion accounts would take. What was measured is in [storage.md](generated/storage.md) (\`pnpm bench storage --write\`); the tables here are
reckoned from it, and a test fails if they are not. How fast one server is: [performance](performance.md).

Measured on ${figures.on}: ${figures.machine}. The engine runs on the same small machine as Tiauth, so there is no network between the two:
**add your network's round trip to each read and write**. Half a millisecond, as between two machines of a data centre, makes a \`get_session\`
half a millisecond slower, and no more expensive.

## Which storage

| you have                                                             | take                                                                                                         |
| -------------------------------------------------------------------- | ------------------------------------------------------------------------------------------------------------ |
| one machine, and it may be down while it starts again                | **SQLite**, the default: nothing to run, the quickest reads, [several workers](deploying.md#several-workers) |
| several servers, or a database that is there anyway and fails over   | **Postgres**: every write that was answered is on its disk                                                   |
| so many looks a second that Postgres has its processors full         | **Redis**, with its log synced always, or with replicas that are waited for                                  |
| more writes than one primary takes                                   | [several Tiauths](#beyond-one-primary), or a Redis cluster                                                   |
| tests                                                                | **memory**                                                                                                   |

Servers keep nothing that matters: all of them on one storage are one Tiauth, behind any load balancer, without sticky sessions. Each
read and each write is of one row by its key; there are no queries, no joins and no transactions over rows.

## What one costs

Bytes with everything that belongs to them: indexes, free room, what was replaced and is not cleared away yet. An account is stored only
while somebody signs in to it at least once a month; users themselves are in your own database. A session is kept ${lifetime(figures, "session")} after its last use,
a sign-in ${lifetime(figures, "signin")}. A read and a write are one at a time, nobody else being there, and so are those that somebody who signs in
waits for; get_session is one core full of them.

${costTable(figures)}

Whatever the storage, a sign-in is ${figures.action("sign-in").requests} requests, one hash (${hashMilliseconds(figures)} of one core, 64 MiB meanwhile) and one mail.

## Where each ends

With 64 operations at once from one process. The last column: at how many accounts, with the habits below, the busiest second takes
${percent(habits.share)} of what there is.

${limitTable(figures)}

- **SQLite** writes one after the other, to one disk of one machine; several processes share that. Beyond it nothing helps but another
  storage. A disk that syncs faster than this machine's moves the limit in proportion.
- **Postgres** takes writes at one primary. One process of Tiauth does not fill it: what counts are the processors of the engine, and a
  disk that keeps up with its log; ${largeServerCores} cores stand for a large server. *Unlogged* spares the log, and loses everything with a crash or a
  fail-over; for limits alone that is no harm.
- **Redis** works with one core, and needs all it keeps in memory. A cluster has as many such cores as it has masters, since no two keys
  have to be together. What a fail-over may lose: [ADR 20](adr/0020-redis-and-what-a-fail-over-may-lose.md).
- **Hashing** ends nowhere: it takes cores, as many as below, on as many servers as you like.

## A million, a hundred million, a billion

Assumed, not measured: ${percent(habits.activeShare)} of all accounts are used in a day, each with ${habits.looksPerDay} looks at its session in ${habits.minutesPerDay} different minutes (once a minute
the use is written down), ${habits.signInsPerDay} sign-ins and ${habits.wrongPasswordsPerDay} wrong passwords; of all accounts ${percent(habits.signUpsPerDay)} sign up and ${percent(habits.resetsPerDay)} reset their password in a day; a session ends
after ${habits.sessionDays} days. All rates are those of the busiest second, ${habits.busiest} times the average; cores are reckoned so that then ${percent(1 - habits.share)} of them are free.
Put your own habits into \`docs/generated/scaling-model.ts\` and run \`pnpm generate\`.

${demandTable(figures)}

${needTable(figures)}

SQLite stands there for comparison: what it would take if one file and one machine could do it.

For a million, line by line, the last three with Postgres; the others are multiples. How often each action reads and writes is
[counted](generated/storage.md#what-an-action-asks-of-the-storage), in the order look, use recorded, sign-in, wrong password, sign-up, reset.

${arithmetic(figures)}

### Read so

- **A million** accounts fit on two small servers and a small Postgres, most of which idles; on one machine with SQLite if its disk is quick.
  Two are for being there while one is not.
- **A hundred million** take a large Postgres, or a Redis cluster of a few masters, and servers for looks and hashes that are added and
  taken away as needed. Each process of Tiauth holds up to ten connections to Postgres: ten processes can fill the hundred that it
  allows by default (\`max_connections\`).
- **A billion** do not fit into one primary. They do fit into several.

### Beyond one primary

Nothing in Tiauth asks about more than one key at a time, so its records can be cut anywhere:

- **A Redis cluster** does that by itself, key by key.
- **Several Tiauths**, each with its own storage, by region or by any property of a user that a front end knows before it asks (a prefix
  of a hash of the e-mail address will do). A session token is only good at the Tiauth that made it: the name of its installation has to
  go with it, in a cookie's name or in the host's. Users stay in one database, or are cut the same way.
- **Limits apart** first: \`TIAUTH_RATE_LIMIT_STORAGE_URL\` moves them into a storage of their own, which may forget.

### What the model leaves out

Networks and their latency; backups, replicas and their lag; the garbage that Postgres clears away at night; the user server, which is asked for
each look unless users are remembered ([\`TIAUTH_USER_CACHE_EXPIRATION\`](settings.md#sessions)); attacks, whose hashes are bounded by the limits. No engine
does twice as much on twice as many cores, and none of this says that a disk keeps up. How far the rounds of the measurement lay apart is in
[storage.md](generated/storage.md); where that is far, these tables are as vague. Measure on your own machines, with the same command,
before you buy.
`;

const lifetime = (figures: ScalingFigures, kind: string) => {
  const seconds = figures.livesSeconds(kind);
  return seconds >= 86_400 ? `${seconds / 86_400} days` : `${seconds / 60} minutes`;
};

function hashMilliseconds(figures: ScalingFigures): string {
  const microseconds = figures.median("storage-sign-in", "Bare hash", "cpuMicroseconds");
  return microseconds === undefined ? "not measured" : `${Math.round(microseconds / 1000)} ms`;
}
