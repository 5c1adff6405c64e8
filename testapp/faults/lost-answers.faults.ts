import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { type Completion, completions } from "../completions.ts";
import type { UserServerAction } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { type Hostility, hostile } from "./hostilities.ts";
import { inSeconds, report, timed } from "./report.ts";

let world: HostileWorld;
beforeAll(async () => {
  world = await startHostileWorld();
});
afterAll(() => world.close());
afterEach(() => world.userServer.behave());

const writes = [
  "create_user",
  "update_user_email_address",
  "update_user_password_hash",
  "increment_user_sessions_counter",
  "delete_user",
] as const satisfies readonly UserServerAction[];

/** A flow that writes to the user server and is ready to be completed, and what is known of its user afterwards. */
interface Ready extends Completion {
  readonly name: string;
  readonly userId: string | undefined;
  readonly emailAddress: string;
  readonly password: string;
}

async function prepareAll(): Promise<readonly Ready[]> {
  const ready: Ready[] = [];
  for (const [name, prepare] of completions) {
    const person = await world.signUp();
    let { emailAddress, password } = person;
    const freshAddress = () => (emailAddress = world.freshAddress());
    const freshPassword = () => (password = world.freshPassword());
    const completion = await prepare({ ...world, freshAddress, freshPassword }, person);
    const userId = name === "a signup" ? undefined : person.userId;
    if (completion.writes.length > 0) ready.push({ ...completion, name, userId, emailAddress, password });
  }
  return ready;
}

/** Which of them did not come about, or came about more than once. */
async function findUndone(ready: readonly Ready[]): Promise<readonly string[]> {
  const { users } = world.userServer;
  const undone = ready.map(async ({ name, userId, emailAddress, password }) => {
    if (name === "a user deletion") return (await users.getUser({ userId: userId ?? "" })).ok ? [name] : [];
    const signedIn = await world.signIn({ emailAddress, password }).catch(() => undefined);
    const found = await users.getUser({ userId: signedIn?.userId ?? "" });
    const isOnce = found.ok && found.user.emailAddressCounter <= 1 && found.user.passwordHashCounter <= 1;
    return isOnce && (userId ?? found.user.id) === found.user.id ? [] : [name];
  });
  return (await Promise.all(undone)).flat();
}

/** Completes all at once. Resolves with what each was answered, in one word. */
const completeAll = (ready: readonly Ready[]) =>
  Promise.all(
    ready.map(
      async ({ name, complete }) =>
        `${name}: ${await complete().then((result) => (result.ok ? "ok" : result.errorCode))}`,
    ),
  );

const allOk = (ready: readonly Ready[]) => ready.map(({ name }) => `${name}: ok`);

const answerLost: readonly (readonly [string, Hostility])[] = [
  ["was done and its connection closed", hostile.closingAfter()],
  ["was done and never answered", hostile.hangingAfter()],
  ["was done and answered with garbage", committing(hostile.garbage())],
  ["was done and answered with 500", committing(hostile.answering(500))],
  ["was done and cut short", hostile.cutShort()],
];

/** Does what was asked before the hostility. */
function committing(hostility: Hostility): Hostility {
  return async (exchange) => {
    await exchange.answer();
    await hostility(exchange);
  };
}

it.each(answerLost)(
  "O3: each write to the user server that %s is read back, and succeeds at once",
  async (name, hostility) => {
    const ready = await prepareAll();
    world.userServer.turn(hostility, { actions: writes });
    const { milliseconds, value } = await timed(() => completeAll(ready));
    world.userServer.behave();
    report({ promise: "O3", what: `a write that ${name}: read back within`, measured: inSeconds(milliseconds) });
    expect(value).toEqual(allOk(ready));
    expect(await findUndone(ready)).toEqual([]);
  },
);

it.each<readonly [string, Hostility]>([
  ["was not done and its connection closed", hostile.closingBefore()],
  ["was not done and never answered", hostile.hangingBefore()],
  ["was not done and refused with 500", hostile.answering(500)],
])("O3: each write to the user server that %s ends well when it is tried again", async (name, hostility) => {
  const ready = await prepareAll();
  world.userServer.turn(hostility, { actions: writes });
  const first = await completeAll(ready);
  world.userServer.behave();
  const again = await completeAll(ready);
  report({
    promise: "O3",
    what: `retries after a write that ${name}`,
    measured: ended(again),
    limit: ended(allOk(ready)),
  });
  expect(first).toEqual(ready.map(({ name }) => `${name}: internal_error`));
  expect(again).toEqual(allOk(ready));
  expect(await findUndone(ready)).toEqual([]);
});

const ended = (answers: readonly string[]) =>
  `${answers.filter((answer) => answer.endsWith(": ok")).length} of ${answers.length} ok`;

it("O3: each write that was done, whose answer and reading back were lost, ends well when it is tried again", async () => {
  const ready = await prepareAll();
  // From the first write on nothing is answered any more, the other writes neither: one flow after the other.
  const first = [];
  for (const one of ready) {
    world.userServer.turn(cuttingOff(), { actions: writes });
    first.push(...(await completeAll([one])));
    world.userServer.behave();
  }
  const again = await completeAll(ready);
  report({
    promise: "O3",
    what: "retries after a write whose reading back was lost, too",
    measured: ended(again),
    limit: ended(allOk(ready)),
  });
  expect(first).toEqual(ready.map(({ name }) => `${name}: internal_error`));
  expect(again).toEqual(allOk(ready));
  expect(await findUndone(ready)).toEqual([]);
});

/** Does what was asked, says nothing, and from then on nothing to anybody. */
const cuttingOff =
  (): Hostility =>
  async ({ answer, socket }) => {
    await answer();
    world.userServer.turn(hostile.closingBefore());
    socket.destroy();
  };

it("O3: a process that is killed in the middle of each write leaves a flow that ends well when it is tried again", async () => {
  const ready = await prepareAll();
  world.userServer.turn(hostile.hangingAfter(), { actions: writes });
  const cutOff = Promise.allSettled(completeAllUnanswered(ready));
  const hanging = () => world.userServer.requests.filter((action) => writes.some((write) => write === action)).length;
  const expected = hanging() + ready.length;
  await expect.poll(hanging, { timeout: 10_000 }).toBe(expected);
  await world.killAndRestart();
  await cutOff;
  world.userServer.behave();
  const { milliseconds } = await timed(() =>
    expect.poll(() => endAll(ready), { timeout: 60_000, interval: 1000 }).toEqual(allOk(ready)),
  );
  report({
    promise: "O3",
    what: "kill -9 in the middle of a write: until the retry ends well",
    measured: inSeconds(milliseconds),
  });
  expect(await findUndone(ready)).toEqual([]);
});

const completeAllUnanswered = (ready: readonly Ready[]) => ready.map(({ complete }) => complete());

const over = new Map<Ready, string>();
/** Completes those that were not ok yet. */
async function endAll(ready: readonly Ready[]): Promise<readonly string[]> {
  for (const one of ready) if (!over.get(one)?.endsWith(": ok")) over.set(one, (await completeAll([one])).join());
  return ready.map((one) => over.get(one) ?? "");
}
