import { expect, it } from "vitest";
import { describeOnPostgres, holding, query, untilWaiting } from "../../testing/postgres.ts";
import { openPostgresStorage } from "../postgres/index.ts";
import { outboxStatements } from "./postgres-statements.ts";

const now = new Date("2029-01-01T00:00:00.000Z");

describeOnPostgres("the outbox in Postgres", (engine) => {
  it("gives what one process is just taking to nobody else, and lets nobody wait for it", async () => {
    const url = await engine().freshUrl();
    const storage = await openPostgresStorage({ url });
    for (const payload of ["first", "second", "third"]) await storage.outbox.add({ topic: "a", payload, now });
    const other = await holding(url, "SELECT FROM tiauth.outbox WHERE payload IN ('first', 'third') FOR UPDATE");
    const taken = await storage.outbox.take({ topic: "a", owner: "one", now, limit: 10 });
    expect(taken.map(({ payload }) => payload)).toEqual(["second"]);
    await other.query("COMMIT");
    await storage.close();
  });

  it("is trimmed by two processes at once as if by one", async () => {
    const url = await engine().freshUrl();
    const storages = [await openPostgresStorage({ url }), await openPostgresStorage({ url })] as const;
    for (let i = 0; i < 60; i++) await storages[0].outbox.add({ topic: "a", payload: `${i}`, now });
    const other = await holding(url, "SELECT FROM tiauth.outbox ORDER BY id LIMIT 1 FOR UPDATE");
    const trims = Promise.all(storages.map(({ outbox }) => outbox.trim("a", 40)));
    await untilWaiting(url, 2);
    await other.query("COMMIT");
    expect((await trims).toSorted()).toEqual([0, 20]);
    const left = await storages[1].outbox.take({ topic: "a", owner: "one", now, limit: 100 });
    expect(left.map(({ payload }) => payload)).toEqual(Array.from({ length: 40 }, (_, i) => `${20 + i}`));
    for (const storage of storages) await storage.close();
  });

  it("looks along an index, however many items are not due", async () => {
    const url = await engine().freshUrl();
    await (await openPostgresStorage({ url })).close();
    await query(
      url,
      `INSERT INTO tiauth.outbox (topic, payload, copies, failures, due_at)
       SELECT 'a', '', 0, 0, 1000000 + number FROM generate_series(1, 20000) AS number`,
    );
    await query(url, "ANALYZE tiauth.outbox");
    const values = "'a', 1, 2000000, 4, 'one', 7";
    const plan = await query(url, `EXPLAIN ${withValues(outboxStatements.take.text, values)}`);
    const lines = plan.map((row) => String(row["QUERY PLAN"])).join("\n");
    expect(lines.match(/Index Scan using outbox_due_at/g)).toHaveLength(2);
    expect(lines).not.toContain("Seq Scan on outbox");
  });
});

const withValues = (sql: string, values: string) =>
  values.split(", ").reduce((text, value, index) => text.replaceAll(`$${index + 1}`, value), sql);
