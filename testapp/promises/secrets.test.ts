import { readFileSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completions } from "../completions.ts";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { createSecretsCollector, secretNames, signUpWatched } from "./secrets.ts";
import { hasTraceOf } from "./traces.ts";

let world: World;
let person: Person;
let files: Readonly<Record<string, Buffer>>;
const { client, secrets, answers } = createSecretsCollector(() => world.tiauth.url);
beforeAll(async () => {
  world = await startWorld({ secret: "secret of the user server", env: { TIAUTH_LOG_LEVEL: "trace" } });
  world = { ...world, client };
  // Twice each: what was completed, and what was left half-way and is still in the database.
  for (const [, prepare] of completions) {
    person = await signUpWatched(world);
    await succeeded((await prepare(world, person)).complete());
    person = await signUpWatched(world);
    await prepare(world, person);
  }
  await causeTrouble(person);
  await world.tiauth.log({ msg: "internal error", action: "create_signup" });
  files = readFiles();
});
afterAll(() => world.close());

/** Wrong guesses, a user server and a mail server that fail in the middle of it. */
async function causeTrouble({ emailAddress, password }: Person): Promise<void> {
  const { client, userServer, smtp } = world;
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  await client.verifySigninUserPassword({ signinToken, password: `not ${password}` });
  const reset = await succeeded(client.createUserPasswordReset({ userEmailAddress: emailAddress }));
  await client.verifyUserPasswordResetTemporaryPassword({ ...reset, temporaryPassword: "WRNGPASSWRD2" });
  const signup = await succeeded(client.createSignup({ emailAddress: world.freshAddress() }));
  await client.verifySignupEmailAddressVerificationCode({ ...signup, emailAddressVerificationCode: "WRNGCDE2" });
  userServer.intercept("get_user", ({ body }) => ({ status: 200, body }));
  await client.verifySigninUserPassword({ signinToken, password });
  smtp.behave({ refuseWith: 550 });
  await client.createSignup({ emailAddress: world.freshAddress() });
}

function readFiles() {
  const { dbPath, output } = world.tiauth;
  const database = [dbPath, `${dbPath}-wal`, `${dbPath}-shm`].map((path) => [
    path.slice(dbPath.length),
    readFileSync(path),
  ]);
  return Object.fromEntries([...database, ["output", Buffer.from(output.join("\n"))]]);
}

describe("S1: no token secret, code, temporary password or password", () => {
  it("was left out of this search, which finds what is there", () => {
    expect(secrets.size).toBeGreaterThan(60);
    expect(hasTraceOf(person.userId, Buffer.concat([...Object.values(files)]))).toBe(true);
    expect(hasTraceOf(person.userId, files.output ?? Buffer.of())).toBe(true);
  });

  it.each(["", "-wal", "-shm", "output"])("stands in %j", (name) => {
    const bytes = files[name];
    expect(bytes?.length).toBeGreaterThan(0);
    expect([...secrets].filter((secret) => bytes && hasTraceOf(secret, bytes))).toEqual([]);
  });

  it("is repeated by an answer to whoever sent it", () => {
    const repeated = answers.filter((answer) => {
      const { values = {} } = JSON.parse(answer);
      const given = Object.entries(values).filter(([name]) => !secretNames.test(name));
      const rest = JSON.stringify({ ...JSON.parse(answer), values: Object.fromEntries(given) });
      return [...secrets].some((secret) => rest.includes(secret));
    });
    expect(repeated).toEqual([]);
  });
});

it("S1: only their owner can read or write the database's files", () => {
  const { dbPath } = world.tiauth;
  const modes = [dbPath, `${dbPath}-wal`, `${dbPath}-shm`].map((path) => statSync(path).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});
