import { copyFileSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Person, signUp } from "../harness/person.ts";
import { succeeded } from "../harness/succeeded.ts";
import { tally } from "./load.ts";
import { inSeconds, report, timed } from "./report.ts";
import { type Restartable, startRestartable } from "./restart.ts";

let world: Restartable;
let person: Person;
let path: string;
beforeEach(async () => {
  world = await startRestartable();
  path = world.dbPath;
  person = await signUp(world);
});
afterEach(() => world.close());

const files = ["", "-wal", "-shm"];
const getSession = async () => {
  const result = await world.client.getSession({ sessionToken: person.sessionToken });
  return result.ok ? "ok" : result.errorCode;
};
const createSignin = async () => {
  const result = await world.client.createSignin({ userEmailAddress: person.emailAddress });
  return result.ok ? "ok" : result.errorCode;
};
const sizes = () => files.map((suffix) => statSync(path + suffix, { throwIfNoEntry: false })?.size);
const readiness = async () => (await fetch(`${world.tiauth().url}ready`)).json();
const notReady = { status: "not_ready", missing: ["storage"] };

interface Mishap {
  readonly name: string;
  readonly cause: () => void;
  readonly code: "moved" | "damaged";
  /** What the log says to do. */
  readonly advice: RegExp;
}

const startAgain = /stop the server, move the file, .*-wal and .*-shm away .*start the server/;
const mishaps: readonly Mishap[] = [
  { name: "deleted", cause: () => rmSync(path), code: "moved", advice: startAgain },
  {
    name: "deleted with all that belongs to it",
    cause: () => files.map((suffix) => rmSync(path + suffix)),
    code: "moved",
    advice: startAgain,
  },
  {
    name: "replaced by a copy",
    cause: () => {
      copyFileSync(path, `${path}.copy`);
      renameSync(`${path}.copy`, path);
    },
    code: "moved",
    advice: startAgain,
  },
  {
    name: "overwritten with something else",
    cause: () => writeFileSync(path, "my holiday plans ".repeat(statSync(path).size / 17), { flag: "r+" }),
    code: "damaged",
    advice: startAgain,
  },
  { name: "emptied", cause: () => truncateSync(path, 0), code: "damaged", advice: startAgain },
];

it.each(mishaps)(
  "D1: a database that is $name under a running server is an error, never a wrong answer",
  async (mishap) => {
    expect(await getSession()).toBe("ok");
    mishap.cause();
    const { milliseconds } = await timed(() =>
      expect.poll(createSignin, { timeout: 5000, interval: 1 }).toBe("internal_error"),
    );
    const before = sizes();
    const answers: string[] = [];
    for (let i = 0; i < 20; i++) answers.push(await getSession(), await createSignin());

    report({
      promise: "D1",
      what: `database ${mishap.name}: until it is noticed`,
      measured: inSeconds(milliseconds),
      limit: inSeconds(1000),
    });
    expect(tally(answers)).toEqual({ internal_error: 40 });
    expect(milliseconds).toBeLessThan(1000);
    await expect.poll(readiness, { timeout: 5000 }).toEqual(notReady); // an answer holds for a second
    expect(sizes()).toEqual(before);
    const { error } = await world.tiauth().log({ msg: "internal error", action: "create_signin" });
    expect(error).toMatchObject({ type: "StorageError", code: mishap.code });
    expect(error).toHaveProperty("message", expect.stringMatching(mishap.advice));
  },
);

it("D1: a database that was moved away under a running server works again once it is back", async () => {
  renameSync(path, `${path}.away`);
  await expect.poll(getSession, { timeout: 5000 }).toBe("internal_error");
  renameSync(`${path}.away`, path);
  const { milliseconds } = await timed(() => expect.poll(getSession, { timeout: 5000, interval: 5 }).toBe("ok"));
  report({
    promise: "D1",
    what: "database moved away: until it works when it is back",
    measured: inSeconds(milliseconds),
  });
  expect(await createSignin()).toBe("ok");
  await expect.poll(readiness, { timeout: 5000 }).toEqual({ status: "ready" });
});

it("D1: after a database was deleted under a running server, a backup in its place is enough", async () => {
  const running = world.tiauth();
  await running.stop();
  const backup = readFileSync(path);
  await world.start();
  for (const suffix of files) rmSync(path + suffix);
  await expect.poll(getSession, { timeout: 5000 }).toBe("internal_error");

  await world.tiauth().stop();
  writeFileSync(path, backup);
  await world.start();
  expect(await getSession()).toBe("ok");
  expect(await createSignin()).toBe("ok");
  await succeeded(world.client.getSession({ sessionToken: person.sessionToken }));
});

/** Records of nobody, so that what comes before and after them is on different pages. */
function addBallast(name: string) {
  const database = new Database(path);
  const add = database.prepare("INSERT INTO entries (key, value, counter, expires_at) VALUES (?, ?, 0, ?)");
  const addMany = database.transaction(() => {
    for (let i = 0; i < 100; i++) add.run(`ballast ${name} ${i}`, Buffer.alloc(1000), Date.now() + 3_600_000);
  });
  addMany.immediate();
  database.close();
}

/** Everything but the first page. */
function damagePages() {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, 4096), { flag: "r+" });
}

it("D1: a database of which pages were damaged under a running server gives right answers or none", async () => {
  const people = [person];
  for (let i = 0; i < 5; i++) {
    addBallast(`${i}`);
    people.push(await signUp(world));
  }
  await world.start();
  expect(await getSession()).toBe("ok"); // from then on in the server's cache
  damagePages();
  const answers: string[] = [];
  for (const { sessionToken, userId } of people) {
    const result = await world.client.getSession({ sessionToken });
    const answer = result.ok && result.session.userId === userId ? "right" : "wrong";
    answers.push(result.ok ? answer : result.errorCode);
  }
  expect(answers).toContain("internal_error");
  expect(answers.filter((answer) => answer !== "right" && answer !== "internal_error")).toEqual([]);
  expect(await createSignin()).toBe("internal_error");
  await expect.poll(readiness, { timeout: 5000 }).toEqual(notReady); // an answer holds for a second
  const { error } = await world.tiauth().log({ msg: "internal error", action: "get_session" });
  expect(error).toMatchObject({ type: "StorageError", code: "damaged" });
});
