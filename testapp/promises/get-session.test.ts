import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";

async function start(env: Readonly<Record<string, string>> = {}) {
  const world = await startWorld({ env });
  onTestFinished(() => world.close());
  return { world, person: await world.signUp() };
}

/** What other connections see of the database: whether anything was written, and the session's row. */
function watch({ tiauth }: World, { sessionToken }: Person) {
  const database = new Database(tiauth.dbPath, { readonly: true });
  onTestFinished(() => void database.close());
  const row = database.prepare("SELECT hex(value) AS value, counter, expires_at FROM entries WHERE key = ?");
  const key = `session.${sessionToken.split(".")[0]}`;
  return () => ({
    // Changes with every commit of another connection.
    version: database.pragma("data_version", { simple: true }),
    row: row.get(key),
    log: readFileSync(`${tiauth.dbPath}-wal`).toString("hex"),
  });
}

async function getSessions({ client }: World, { sessionToken }: Person, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await succeeded(client.getSession({ sessionToken }));
}

/** Tokens of a session's form, and not, with its id, and not; none of them opens it. */
async function wrongTokens({ client, freshAddress }: World, { sessionToken, emailAddress }: Person) {
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
  const { signupToken } = await succeeded(client.createSignup({ emailAddress: freshAddress() }));
  const [id, secret = ""] = sessionToken.split(".");
  const secrets = [secret.split("").toReversed().join(""), secret.slice(1), `${secret}a`, secret.toUpperCase(), ""];
  const ofOthers = [signinToken, signupToken, `${id}.${signinToken.split(".")[1]}`];
  return [...secrets.map((wrong) => `${id}.${wrong}`), ...ofOthers, `${id}`, secret, `.${secret}`, "", "."];
}

describe("get_session", () => {
  it("Speed: asks the user server once, and writes nothing within the activity interval", async () => {
    const { world, person } = await start({ TIAUTH_SESSION_ACTIVITY_CHECK_INTERVAL: "1h" });
    const look = watch(world, person);
    const before = look();
    const requests = await world.userServer.requestsDuring(() => getSessions(world, person, 20));
    expect(requests).toEqual(Array.from({ length: 20 }, () => "get_user"));
    expect(look()).toEqual(before);
    expect(before.row).toMatchObject({ counter: 0 });
  });

  it("Speed: asks nobody while the user is remembered", async () => {
    const { world, person } = await start({
      TIAUTH_SESSION_ACTIVITY_CHECK_INTERVAL: "1h",
      TIAUTH_USER_CACHE_EXPIRATION: "1h",
    });
    const first = await world.userServer.requestsDuring(() => getSessions(world, person, 1));
    const look = watch(world, person);
    const before = look();
    const requests = await world.userServer.requestsDuring(() => getSessions(world, person, 20));
    expect([first, requests]).toEqual([["get_user"], []]);
    expect(look()).toEqual(before);
  });

  it("opens nothing that another process has deleted from the database, although it was remembered", async () => {
    const { world, person } = await start({ TIAUTH_SESSION_CACHE: "1h", TIAUTH_USER_CACHE_EXPIRATION: "1h" });
    await getSessions(world, person, 3);
    const database = new Database(world.tiauth.dbPath);
    onTestFinished(() => void database.close());
    database.prepare("DELETE FROM entries WHERE key = ?").run(`session.${person.sessionToken.split(".")[0]}`);
    expect(await world.client.getSession(person)).toMatchObject({ errorCode: "invalid_session_token" });
  });

  it("S3: records no use of what was refused, nor asks about it; and each other use where the interval is 0", async () => {
    const { world, person } = await start({ TIAUTH_SESSION_ACTIVITY_CHECK_INTERVAL: "0" });
    const look = watch(world, person);
    const fresh = look();
    await getSessions(world, person, 3);
    const used = look();
    expect(used.row).toMatchObject({ counter: 3 });
    expect(used.version).not.toBe(fresh.version);
    expect(used.log).not.toBe(fresh.log);

    const tokens = await wrongTokens(world, person);
    const before = look();
    const requests = await world.userServer.requestsDuring(async () => {
      for (const sessionToken of tokens)
        expect(await world.client.getSession({ sessionToken })).toMatchObject({ errorCode: "invalid_session_token" });
      const signinToken = person.sessionToken;
      expect(await world.client.getSignin({ signinToken })).toMatchObject({ errorCode: "invalid_signin_token" });
    });
    expect(requests).toEqual([]);
    expect(look()).toEqual(before);
  });
});
