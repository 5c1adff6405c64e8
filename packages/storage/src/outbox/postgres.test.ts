import { expect, it } from "vitest";
import { describeOnPostgres, query } from "../../testing/postgres.ts";
import { openPostgresStorage } from "../postgres/index.ts";
import { outboxStatements } from "./postgres-statements.ts";

const now = new Date("2029-01-01T00:00:00.000Z");

describeOnPostgres("the outbox in Postgres", (engine) => {
  it("gives what one process is just taking to nobody else, and lets nobody wait for it", async () => {
    const url = await engine().freshUrl();
    const storages = [await openPostgresStorage({ url }), await openPostgresStorage({ url })];
    for (let i = 0; i < 200; i++) await storages[i % 2]?.outbox.add({ topic: "a", payload: `${i}`, now });
    const takers = Array.from({ length: 20 }, (_, i) => ({ owner: `owner ${i}`, outbox: storages[i % 2]?.outbox }));
    const taken = await Promise.all(
      takers.map(async ({ owner, outbox }) => (await outbox?.take({ topic: "a", owner, now, limit: 10 })) ?? []),
    );
    const payloads = taken.flat().map(({ payload }) => payload);
    expect(new Set(payloads).size).toBe(payloads.length);
    // All of them, though everybody asked at once: who comes second is given others, and does not come back in vain.
    expect(payloads.length).toBe(200);
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
