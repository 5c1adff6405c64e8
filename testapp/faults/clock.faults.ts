import Database from "better-sqlite3";
import { beforeEach, describe, expect, it } from "vitest";
import { type Completion, completions } from "../completions.ts";
import { type Person, succeeded } from "../harness/index.ts";
import { createFakeClock, type FakeClock, fakeTimeLibrary } from "./fake-clock.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { report } from "./report.ts";

const title = "a clock that jumps";
const yearDays = 365;

describe.skipIf(!fakeTimeLibrary)(fakeTimeLibrary ? title : `${title} (skipped: libfaketime is not installed)`, () => {
  let clock: FakeClock;
  let world: HostileWorld;
  let person: Person;
  let flows: readonly (Completion & { readonly name: string })[];
  beforeEach(async () => {
    clock = createFakeClock(fakeTimeLibrary ?? "");
    world = await startHostileWorld({ env: clock.env });
    person = await world.signUp();
    flows = await prepareFlows();
    return async () => {
      await world.close();
      clock.remove();
    };
  });

  /** One of every kind, with everything done but its last step. */
  async function prepareFlows() {
    const ready = [];
    for (const [name, prepare] of completions) ready.push({ name, ...(await prepare(world, await world.signUp())) });
    return ready;
  }
  const getSession = () => world.client.getSession({ sessionToken: person.sessionToken });
  /** What the server thinks, in days from now. */
  async function serverDays(): Promise<number> {
    const { headers } = await fetch(`${world.tiauth.url}alive`);
    return Math.round((Date.parse(headers.get("date") ?? "") - Date.now()) / 86_400_000) + 0; // and not -0
  }
  async function setClock(days: number) {
    clock.set(days);
    await expect.poll(serverDays, { timeout: 5000, interval: 100 }).toBe(days);
  }
  /** How often expired records have been removed. */
  function sweepCount(): number {
    const database = new Database(world.tiauth.dbPath, { readonly: true });
    const count = database.prepare("SELECT counter FROM entries WHERE key = 'sweep.trusted_time'").pluck().get();
    database.close();
    return Number(count ?? -1);
  }
  async function afterSweeps(howMany: number) {
    const before = sweepCount();
    await expect.poll(sweepCount, { timeout: 150_000, interval: 100 }).toBeGreaterThanOrEqual(before + howMany);
  }
  /** What a right clock would still accept and the server does not any more. */
  async function findLost(): Promise<readonly string[]> {
    const lost = (await getSession()).ok ? [] : ["a session"];
    for (const { name, complete } of flows) if (!(await complete()).ok) lost.push(name);
    return lost;
  }
  async function expectNothingLost(what: string) {
    const lost = await findLost();
    report({ promise: "D6", what: `${what}: lost sessions and flows`, measured: `${lost.length}`, limit: "0" });
    expect(lost).toEqual([]);
  }

  it("D6: a year forward and back under a running server, which removes expired records meanwhile, loses nothing", async () => {
    await setClock(yearDays);
    expect(await getSession()).toMatchObject({ errorCode: "invalid_session_token" });
    await afterSweeps(1);
    await setClock(0);
    await expectNothingLost("a year forward and back");
  });

  it("D6: restarts while the clock is a year ahead lose nothing", async () => {
    for (let i = 0; i < 3; i++) {
      clock.set(yearDays);
      const before = sweepCount();
      await world.killAndRestart();
      await setClock(yearDays);
      await expect.poll(sweepCount, { timeout: 5000 }).toBeGreaterThan(before);
    }
    await setClock(0);
    await expectNothingLost("restarts a year ahead");
  });

  it("D6: a year back and forward loses nothing, neither of before nor of meanwhile", async () => {
    await setClock(-yearDays);
    const { sessionToken } = await world.signIn(person);
    await succeeded(world.client.getSession({ sessionToken }));
    const before = sweepCount();
    await world.killAndRestart();
    await expect.poll(sweepCount, { timeout: 5000 }).toBeGreaterThan(before);
    expect(await serverDays()).toBe(-yearDays);
    await succeeded(world.client.getSession({ sessionToken }));
    await setClock(0);
    await expectNothingLost("a year back and forward");
  });
});
