import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Completion, completions } from "../completions.ts";
import { type Person, succeeded } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { report } from "./report.ts";

let world: HostileWorld;
let template: Person;
beforeAll(async () => {
  const env = { TIAUTH_LIMIT_VERIFY_PASSWORD: "100/1s", TIAUTH_LIMIT_SEND_EMAIL: "100/1s" };
  world = await startHostileWorld({ env });
  template = await world.signUp();
});
afterAll(() => world.close());

/** Everything that somebody can do with their account, by name. */
const flow = new Map(completions);
const prepare = async (name: string, person: Person): Promise<Completion> => {
  const found = flow.get(name);
  if (!found) throw new Error(`There is no flow called ${name}.`);
  return found(world, person);
};

/** The same person with another password. */
async function changePassword(person: Person): Promise<Person> {
  const password = world.freshPassword();
  const { complete } = await passwordUpdate({ ...world, freshPassword: () => password }, person);
  await succeeded(complete());
  return { ...person, password };
}
const passwordUpdate = flow.get("a password update") ?? (() => Promise.reject(new Error("There is none.")));

/** What somebody holds: sessions from before and after, and one of every flow, ready to be completed. */
interface Holdings {
  readonly sessionTokens: readonly string[];
  readonly flows: readonly (readonly [name: string, Completion])[];
}

async function collectHoldings(person: Person): Promise<Holdings> {
  const { sessionToken } = await world.signIn(person);
  const names = ["a signin", "an e-mail address update", "a password update", "a password reset", "a user deletion"];
  const flows = [];
  for (const name of names) flows.push([name, await prepare(name, person)] as const);
  return { sessionTokens: [person.sessionToken, sessionToken], flows };
}

/** What of it still works: tries it all. */
async function stillWorking({ sessionTokens, flows }: Holdings): Promise<readonly string[]> {
  const working: string[] = [];
  for (const sessionToken of sessionTokens)
    if ((await world.client.getSession({ sessionToken })).ok) working.push("a session");
  for (const [name, { complete }] of flows) if ((await complete()).ok) working.push(name);
  return working;
}

const deletions = {
  "through Tiauth": async (person: Person) => {
    await succeeded((await prepare("a user deletion", await world.signIn(person))).complete());
  },
  "by the application": async ({ userId }: Person) => {
    await succeeded(world.userServer.users.deleteUser({ userId }));
  },
};

const creations = {
  "through a signup": async ({ userId }: Person) => {
    world.userServer.reuseId(userId);
    return world.signUp();
  },
  "by the application": async ({ userId }: Person) => {
    const { user } = await succeeded(world.userServer.users.getUser({ userId: template.userId }));
    const emailAddress = world.freshAddress();
    world.userServer.put({ ...user, id: userId, emailAddress });
    return world.signIn({ ...template, emailAddress });
  },
};

const passwordChanges = ["by nobody", "by the one before", "by the one after", "by both"] as const;

const deleted = Object.entries(deletions);
const created = Object.entries(creations);
describe.each(deleted)("O4: of a user who was deleted %s", (how, remove) => {
  describe.each(created)("and whose id was given away %s", (again, create) => {
    it.each(passwordChanges)("O4: no token works again, the password being changed %s", async (who) => {
      const first = await world.signUp();
      const before = who === "by both" || who === "by the one before" ? await changePassword(first) : first;
      const old = await collectHoldings(before);
      await remove(before);
      const whenGone = await stillWorking(old);
      const next = await create(before);
      const whenBack = await stillWorking(old);
      const after = who === "by both" || who === "by the one after" ? await changePassword(next) : next;
      const whenChanged = await stillWorking(old);
      const working = [...whenGone, ...whenBack, ...whenChanged];
      const what = `deleted ${how}, id again ${again}, password changed ${who}: old tokens that work`;
      report({ promise: "O4", what, measured: `${working.length}`, limit: "0" });
      expect(next.userId).toBe(first.userId);
      expect(working).toEqual([]);
      // And it is theirs alone who have it now.
      expect(await world.client.getSession(after)).toMatchObject({ ok: true });
      expect((await world.signIn(after)).userId).toBe(first.userId);
    });
  });
});

it("O4: nor if the application gives the id to somebody who comes with a history of passwords of their own", async () => {
  const before = await world.signUp();
  const old = await collectHoldings(before);
  await deletions["through Tiauth"](before);
  const { user } = await succeeded(world.userServer.users.getUser({ userId: template.userId }));
  const emailAddress = world.freshAddress();
  world.userServer.put({ ...user, id: before.userId, emailAddress, passwordHashCounter: 7 });
  const working = await stillWorking(old);
  const next = await world.signIn({ ...template, emailAddress });
  const what = "deleted through Tiauth, id given to somebody with a history: old tokens that work";
  report({ promise: "O4", what, measured: `${working.length}`, limit: "0" });
  expect(working).toEqual([]);
  expect(await world.client.getSession(next)).toMatchObject({ ok: true });
});
