import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { describeOnPostgres, query } from "../../testing/postgres.ts";
import { checkPostgresStorage, migratePostgres, openPostgresStorage } from "./index.ts";
import { knownSchemaVersion } from "./migrations.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const value = Uint8Array.of(1);
const version = knownSchemaVersion;

/** The same URL for a user who may connect, and nothing else. */
async function asNobody(url: string) {
  const { pathname } = new URL(url);
  const user = `nobody_${pathname.slice(-12)}`;
  await query(url, `CREATE USER ${user} PASSWORD 'open sesame'`);
  const theirs = new URL(url);
  theirs.username = user;
  theirs.password = "open sesame";
  return { user, url: theirs.href };
}

const refused = (code: string, message: string) =>
  expect.objectContaining({ name: "StorageError", code, message: expect.stringContaining(message) });

describeOnPostgres("migratePostgres", (engine) => {
  it("creates the schema in an empty database, once", async () => {
    const url = await engine().freshUrl();
    expect(await migratePostgres({ url })).toEqual({ versionBefore: 0, version });
    expect(await migratePostgres({ url })).toEqual({ versionBefore: version, version });
  });

  it("of ten processes that start at once one does it, and none fails", async () => {
    const url = await engine().freshUrl();
    const done = await Promise.all(Array.from({ length: 10 }, () => migratePostgres({ url })));
    expect(done.map(({ versionBefore }) => versionBefore).toSorted()).toEqual([0, ...Array(9).fill(version)]);
    expect(await query(url, "SELECT number FROM tiauth.migrations ORDER BY number")).toEqual(
      Array.from({ length: version }, (_, i) => ({ number: i + 1 })),
    );
  });

  it("leaves nothing behind if it cannot finish", async () => {
    const url = await engine().freshUrl();
    const { user, url: theirs } = await asNobody(url);
    await query(url, `GRANT CREATE ON DATABASE ${new URL(url).pathname.slice(1)} TO ${user}`);
    await query(
      url,
      `CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS
         $$ BEGIN IF tg_tag = 'CREATE INDEX' THEN RAISE EXCEPTION 'no'; END IF; END $$`,
    );
    await query(url, "CREATE EVENT TRIGGER refusal ON ddl_command_start EXECUTE FUNCTION refuse()");
    await expect(migratePostgres({ url: theirs })).rejects.toThrow(refused("unavailable", "no"));
    expect(await query(url, "SELECT to_regnamespace('tiauth') AS schema")).toEqual([{ schema: null }]);
    await query(url, "DROP EVENT TRIGGER refusal");
    expect(await migratePostgres({ url: theirs })).toEqual({ versionBefore: 0, version });
  });

  it("an empty schema is enough for a user who may not create one", async () => {
    const url = await engine().freshUrl();
    const { user, url: theirs } = await asNobody(url);
    await expect(migratePostgres({ url: theirs })).rejects.toThrow(refused("refused", "own the schema tiauth"));
    await expect(checkPostgresStorage({ url: theirs })).rejects.toThrow(refused("refused", "may not CREATE SCHEMA"));
    await query(url, `CREATE SCHEMA tiauth AUTHORIZATION ${user}`);
    expect(await checkPostgresStorage({ url: theirs })).toBe("will_be_created");
    expect(await migratePostgres({ url: theirs })).toEqual({ versionBefore: 0, version });
  });

  it("who runs the server needs no right to change tables, if somebody else has made them", async () => {
    const url = await engine().freshUrl();
    await migratePostgres({ url });
    const { user, url: theirs } = await asNobody(url);
    await query(url, `GRANT USAGE ON SCHEMA tiauth TO ${user}; GRANT SELECT ON ALL TABLES IN SCHEMA tiauth TO ${user}`);
    const lacking = refused("refused", "may not INSERT tiauth.entries, UPDATE tiauth.entries");
    await expect(openPostgresStorage({ url: theirs })).rejects.toThrow(lacking);
    await expect(checkPostgresStorage({ url: theirs })).rejects.toThrow(lacking);
    await query(
      url,
      `GRANT USAGE ON ALL SEQUENCES IN SCHEMA tiauth TO ${user};
       GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA tiauth TO ${user}`,
    );
    const storage = await openPostgresStorage({ url: theirs });
    await storage.add("a", { value, expiresAt });
    expect(await storage.update("a", { value, expiresAt: new Date(0) }, 0)).toBe(true);
    expect(await storage.deleteExpired(new Date(1), 1)).toBe(1);
    await storage.outbox.add({ topic: "a", payload: "first", now: expiresAt });
    expect(await storage.outbox.take({ topic: "a", owner: "one", now: expiresAt, limit: 1 })).toHaveLength(1);
    await storage.clear();
    expect(await storage.outbox.count("a")).toBe(0);
    await storage.close();
  });

  it("makes the entries unlogged and logged again if it is told to, with all that is in them; the outbox stays logged", async () => {
    const url = await engine().freshUrl();
    const kinds = () =>
      query(
        url,
        "SELECT relname, relpersistence FROM pg_class WHERE relname IN ('entries', 'outbox') ORDER BY relname",
      );
    const states = ["p", "u", "u", "u", "p", "p"];
    for (const [turn, isUnlogged] of [undefined, true, undefined, true, false, undefined].entries()) {
      const storage = await openPostgresStorage({ url, isUnlogged });
      await storage.add(`${turn}`, { value, expiresAt });
      expect(await storage.count()).toBe(turn + 1);
      await storage.close();
      const relpersistence = states[turn];
      expect(await kinds()).toEqual([
        { relname: "entries", relpersistence },
        { relname: "outbox", relpersistence: "p" },
      ]);
    }
  });

  it("warns of a database that a power cut can damage", async () => {
    const url = await engine().freshUrl();
    const warnings: string[] = [];
    await migratePostgres({ url, onWarning: (message) => warnings.push(message) });
    const off = await query(
      url,
      "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'",
    );
    expect(warnings).toEqual(off.map(({ name }) => expect.stringContaining(`runs with ${name} = off`)));
    const found: string[] = [];
    await checkPostgresStorage({ url, onWarning: (message) => found.push(message) });
    expect(found).toEqual(warnings);
  });

  describe("refuses, and leaves as it was,", () => {
    it("a schema tiauth of something else", async () => {
      const url = await engine().freshUrl();
      await query(url, "CREATE SCHEMA tiauth; CREATE TABLE tiauth.entries AS SELECT 7 AS of_others");
      await expect(openPostgresStorage({ url })).rejects.toThrow(
        refused("foreign", "Create a database for Tiauth alone"),
      );
      expect(await query(url, "SELECT * FROM tiauth.entries")).toEqual([{ of_others: 7 }]);
    });

    it("D1: a schema of a later version", async () => {
      const url = await engine().freshUrl();
      await migratePostgres({ url });
      await query(url, "INSERT INTO tiauth.migrations (number) VALUES ($1)", [version + 1]);
      const message = `a later version (schema ${version + 1})`;
      await expect(openPostgresStorage({ url, isUnlogged: true })).rejects.toThrow(refused("newer_schema", message));
      expect(await query(url, "SELECT relpersistence FROM pg_class WHERE relname = 'entries'")).toEqual([
        { relpersistence: "p" },
      ]);
    });

    it("a schema of which tables are missing", async () => {
      const url = await engine().freshUrl();
      await migratePostgres({ url });
      await query(url, "DROP TABLE tiauth.entries");
      await expect(openPostgresStorage({ url })).rejects.toThrow(refused("damaged", "DROP SCHEMA tiauth CASCADE"));
    });
  });

  describe("says what to do, and never the password,", () => {
    async function refusalOf(change: (url: URL) => void) {
      const url = new URL(await engine().freshUrl());
      url.password = "open sesame";
      change(url);
      const refusal: unknown = await openPostgresStorage({ url: url.href }).catch((error: unknown) => error);
      expect(inspect(refusal, { depth: 9 })).not.toMatch(/sesame/);
      return refusal;
    }
    it("if the password is wrong", async () => {
      expect(await refusalOf(() => {})).toEqual(refused("refused", "Correct the user or the password in the URL"));
    });

    it("if there is no such database", async () => {
      const { password } = new URL(engine().url);
      const refusal = await refusalOf((url) => Object.assign(url, { password, pathname: "/none" }));
      expect(refusal).toEqual(refused("refused", "Create that database"));
    });

    it("if nobody listens", async () => {
      const refusal = await refusalOf((url) => Object.assign(url, { port: "1" }));
      expect(refusal).toEqual(refused("unavailable", "Check that it runs and can be reached"));
    });

    it("if it was to be encrypted, and Postgres cannot do that", async () => {
      const refusal = await refusalOf((url) => Object.assign(url, { search: "?sslmode=verify-full" }));
      expect(refusal).toEqual(refused("unavailable", "does not support SSL connections. Turn on TLS there"));
    });

    it("if there are too many connections", async () => {
      const { user, url } = await asNobody(await engine().freshUrl());
      await query(engine().url, `ALTER USER ${user} CONNECTION LIMIT 0`);
      await expect(openPostgresStorage({ url })).rejects.toThrow(refused("unavailable", "Raise its max_connections"));
    });
  });
});
