import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { completions } from "../completions.ts";
import { type Person, succeeded, type UserServerAction } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { type Hostility, hostile } from "./hostilities.ts";
import { startLoad } from "./load.ts";
import { inSeconds, report, timed } from "./report.ts";

const peopleCount = 8;
const blipMilliseconds = 2000;

let world: HostileWorld;
let people: readonly Person[];
beforeAll(async () => {
  world = await startHostileWorld();
  const signedUp: Person[] = [];
  for (let i = 0; i < peopleCount; i++) signedUp.push(await world.signUp());
  people = signedUp;
});
afterAll(() => world.close());

const notFound = '{"ok":false,"action_invocation_id":"x","error_code":"user_not_found"}';

interface Blip {
  readonly name: string;
  /** Undefined if nothing listens at all. */
  readonly hostility?: Hostility;
  /** Of all actions by default. */
  readonly actions?: readonly UserServerAction[];
}

const reads = ["get_user", "get_user_by_email_address"] as const;
const lies: readonly Hostility[] = [
  hostile.changing(() => ({ disabled: true })),
  hostile.changing(() => ({ sessions_counter: 9, disabled_counter: 9, password_hash_counter: 9 })),
  hostile.changing(() => ({ password_hash: "AAAA" })),
  hostile.changing(() => ({ id: "somebody else" })),
];
/** Another lie each time. */
function lying(): Hostility {
  let next = 0;
  return (exchange) => lies[next++ % lies.length]?.(exchange);
}

const blips: readonly Blip[] = [
  { name: "knows nobody", hostility: hostile.answering(200, notFound) },
  { name: "answers 500", hostility: hostile.answering(500) },
  { name: "answers garbage", hostility: hostile.garbage() },
  { name: "hangs", hostility: hostile.hangingBefore() },
  { name: "is down" },
  { name: "lies about everybody", hostility: lying(), actions: reads },
];

/** Of every flow one that is ready to be completed. */
async function prepareAll() {
  const ready = [];
  for (const [name, prepare] of completions) ready.push({ name, ...(await prepare(world, await world.signUp())) });
  return ready;
}

async function begin({ hostility, actions }: Blip): Promise<() => Promise<void>> {
  const { userServer } = world;
  if (!hostility) {
    await userServer.down();
    return userServer.up;
  }
  userServer.turn(hostility, { actions });
  return async () => userServer.behave();
}

const lookAtAll = () => Promise.all(people.map(({ sessionToken }) => world.client.getSession({ sessionToken })));

/** Resolves with how many milliseconds it took until every session opens and somebody can begin to sign in. */
async function recovery(): Promise<number> {
  const allAreOpen = people.map(() => expect.objectContaining({ ok: true }));
  const { milliseconds } = await timed(async () => {
    await expect.poll(lookAtAll, { timeout: 15_000, interval: 50 }).toEqual(allAreOpen);
    await succeeded(world.client.createSignin({ userEmailAddress: people[0]?.emailAddress ?? "" }));
  });
  return milliseconds;
}

it.each(blips)("U4: no session or flow is lost if the user server $name for 2 s under load", async (blip) => {
  const ready = await prepareAll();
  const load = startLoad({
    workers: people.length,
    step: async (worker) => {
      const { sessionToken = "" } = people[worker] ?? {};
      const result = await world.client.getSession({ sessionToken });
      return result.ok ? "ok" : result.errorCode;
    },
  });
  const end = await begin(blip);
  const over = delay(blipMilliseconds);
  const trying = Promise.all(ready.map(({ complete }) => complete()));
  await over;
  await end();
  const milliseconds = await recovery();
  const tried = await trying;
  const late = await Promise.all(ready.map(async ({ complete }, i) => (tried[i]?.ok ? tried[i] : complete())));
  const lost = ready.flatMap(({ name }, i) => (late[i]?.ok ? [] : [`${name}: ${late[i]?.errorCode}`]));
  const outcomes = await load.stop();
  const what = `user server ${blip.name} for 2 s`;
  report({ promise: "U4", what: `${what}: until all is well`, measured: inSeconds(milliseconds), limit: "3 s" });
  report({ promise: "U4", what: `${what}: lost sessions and flows`, measured: `${lost.length}`, limit: "0" });
  expect(lost).toEqual([]);
  expect(milliseconds).toBeLessThan(3000);
  expect(Object.keys(outcomes).length, "a blip that nobody noticed").toBeGreaterThan(1);
});

/** More than there can be calls in flight, so that every one of them is stuck and others wait behind them. */
const crowd = 150;

it.each([0.5, 2])(
  "U4: a user server that hung for %d s while more callers came than it may be asked for at once",
  async (hungSeconds) => {
    const { client, userServer } = world;
    const [person] = people;
    const ask = () => client.getSession({ sessionToken: person?.sessionToken ?? "" });
    userServer.turn(hostile.hangingBefore());
    const load = startLoad({
      workers: crowd,
      step: async () => {
        const result = await ask();
        await delay(200); // the callers are many, not fast
        return result.ok ? "ok" : result.errorCode;
      },
    });
    await delay(hungSeconds * 1000);
    userServer.behave();
    const { milliseconds } = await timed(() =>
      expect.poll(ask, { timeout: 15_000, interval: 50 }).toMatchObject({ ok: true }),
    );
    const outcomes = await load.stop();
    const what = `user server hung for ${hungSeconds} s under ${crowd} callers at once: until all is well`;
    report({ promise: "U4", what, measured: inSeconds(milliseconds), limit: "3 s" });
    expect(milliseconds).toBeLessThan(3000);
    expect(outcomes.ok).toBeGreaterThan(0);
  },
);

/** A signup is none of them: whether an address is free is the user server's to say, however it compares addresses. */
const updates = completions.filter(([name]) => name !== "a signin" && name !== "a signup");

it.each(updates)("U4: %s is not ended by a write that was refused by mistake", async (name, prepare) => {
  const { complete, writes } = await prepare(world, await world.signUp());
  world.userServer.turn(hostile.answering(200, notFound), { actions: writes });
  const refused = await complete();
  world.userServer.behave();
  const again = await complete();
  const outcomes = [refused, again].map((result) => (result.ok ? "ok" : result.errorCode)).join(", then ");
  report({ promise: "U4", what: `${name} after a write that was refused by mistake`, measured: outcomes });
  expect(refused).toMatchObject({ ok: false });
  expect(again).toMatchObject({ ok: true });
});
