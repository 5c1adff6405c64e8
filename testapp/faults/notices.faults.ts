import Database from "better-sqlite3";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Completion, completions } from "../completions.ts";
import type { Person } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { inMilliseconds, inSeconds, report, timed } from "./report.ts";

let world: HostileWorld;
beforeAll(async () => {
  // A process that starts while the mail server is away.
  world = await startHostileWorld({ flags: ["--no-smtp-init"] });
});
afterAll(() => world.close());
afterEach(() => world.smtp.behave("accept"));

/** A flow that is ready to be completed and tells of it by mail. */
interface Ready extends Completion {
  readonly name: string;
  readonly person: Person;
}

async function prepareAll(): Promise<readonly Ready[]> {
  const ready: Ready[] = [];
  for (const [name, prepare] of completions) {
    const person = await world.signUp();
    const completion = await prepare(world, person);
    if (completion.notices.length > 0) ready.push({ ...completion, name, person });
  }
  return ready;
}

/** Completes all, one after the other. Resolves with how many milliseconds the slowest took; none may fail. */
async function completeAll(ready: readonly Ready[]): Promise<number> {
  const times: number[] = [];
  for (const { name, complete } of ready) {
    const { milliseconds, value } = await timed(complete);
    expect(value, name).toMatchObject({ ok: true });
    times.push(milliseconds);
  }
  return Math.max(...times);
}

/** How often each notice has arrived. */
const copies = (ready: readonly Ready[]) =>
  ready.flatMap(({ person, notices }) => {
    const subjects = world.smtp.mailsTo(person.emailAddress).map(({ subject }) => subject);
    return notices.map((notice) => subjects.filter((subject) => subject === notice).length);
  });

const noticesOf = (ready: readonly Ready[]) => ready.flatMap(({ notices }) => notices);

/** Resolves with how many milliseconds it took until every notice had arrived. */
async function untilAllArrived(ready: readonly Ready[]): Promise<number> {
  const allArrived = () => copies(ready).every((count) => count > 0);
  const { milliseconds } = await timed(() => expect.poll(allArrived, { timeout: 60_000 }).toBe(true));
  return milliseconds;
}

/** Nothing waits any more: what was not delivered by now never will be. */
async function untilNoneWaits(): Promise<void> {
  const database = new Database(world.tiauth.dbPath, { readonly: true });
  const waiting = database.prepare("select count(*) from outbox").pluck();
  try {
    await expect.poll(() => waiting.get(), { timeout: 60_000 }).toBe(0);
  } finally {
    database.close();
  }
}

const atOnce = (count: number) => `${count} of ${count}`;

it.each(["greeting", "MAIL", "dot"] as const)(
  "M2: completing does not wait for a mail server that hangs at %s",
  async (at) => {
    const ready = await prepareAll();
    world.smtp.behave({ at, does: "hang" });
    await cutConnections();
    const milliseconds = await completeAll(ready);
    report({
      promise: "M2",
      what: `slowest complete while SMTP hangs at ${at}`,
      measured: inMilliseconds(milliseconds),
      limit: "1 s",
    });
    world.smtp.behave("accept");
    await cutConnections();
    await untilAllArrived(ready);
    expect(milliseconds).toBeLessThan(1000);
    expect(copies(ready).filter((count) => count > 2)).toEqual([]);
  },
);

/** Whoever hangs, hangs no more; and new ones are needed. */
async function cutConnections(): Promise<void> {
  await world.smtp.down();
  await world.smtp.up();
}

it("M2: notices that wait for the mail server survive kill -9 and are delivered once", async () => {
  const ready = await prepareAll();
  await world.smtp.down();
  const milliseconds = await completeAll(ready);
  await world.killAndRestart();
  await world.smtp.up();
  const waited = await untilAllArrived(ready);
  await untilNoneWaits();
  const counts = copies(ready);
  const once = counts.filter((count) => count === 1).length;
  const what = "notices delivered once after kill -9 and a mail server that was down";
  report({ promise: "M2", what, measured: `${once} of ${counts.length}`, limit: atOnce(counts.length) });
  report({ promise: "M2", what: "until they were delivered", measured: inSeconds(waited) });
  expect(counts).toEqual(noticesOf(ready).map(() => 1));
  expect(milliseconds).toBeLessThan(1000);
});

it("M2: notices whose last 250 was lost arrive at most twice", async () => {
  const ready = await prepareAll();
  world.smtp.behave({ at: "dot", does: "drop", times: noticesOf(ready).length });
  await completeAll(ready);
  await untilAllArrived(ready);
  await untilNoneWaits();
  const most = Math.max(...copies(ready));
  report({ promise: "M2", what: "copies of a notice whose 250 was lost once", measured: `${most}`, limit: "2" });
  expect(copies(ready).filter((count) => count > 2)).toEqual([]);
});

it("M2: notices whose 250 is lost every time arrive at most twice", async () => {
  const ready = await prepareAll();
  world.smtp.behave({ at: "dot", does: "drop" });
  await completeAll(ready);
  await untilAllArrived(ready);
  await untilNoneWaits();
  const most = Math.max(...copies(ready));
  report({ promise: "M2", what: "copies of a notice whose 250 is always lost", measured: `${most}`, limit: "2" });
  expect(most).toBeLessThanOrEqual(2);
});

it("M2: kill -9 between a notice and its 250 loses none and makes at most two copies", async () => {
  const ready = await prepareAll();
  world.smtp.behave({ at: "dot", does: "hang" });
  await completeAll(ready);
  await untilAllArrived(ready.slice(0, 1));
  await world.killAndRestart();
  world.smtp.behave("accept");
  await untilAllArrived(ready);
  await untilNoneWaits();
  const counts = copies(ready);
  const measured = `${Math.min(...counts)} to ${Math.max(...counts)}`;
  report({ promise: "M2", what: "copies of a notice after kill -9 before its 250", measured, limit: "1 to 2" });
  expect(counts.filter((count) => count < 1 || count > 2)).toEqual([]);
});
