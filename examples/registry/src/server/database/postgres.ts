import { drizzle } from "drizzle-orm/sqlite-proxy";
import pg from "pg";
import type { Database, Queries } from "./database.ts";
import { migrate } from "./migrate.ts";

/** How often a change is tried that lost against others. */
const attempts = 20;

/**
 * Opens a database of Postgres, with the queries that are written for SQLite: only the parameters look different.
 *
 * @throws {Error} if it cannot be reached.
 */
export async function openPostgres(connectionString: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString, types: { getTypeParser } });
  // A connection that breaks while nobody uses it is replaced: it is no reason to end.
  pool.on("error", () => {});
  const change: Database["change"] = async (work) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await changeOnce(pool, work);
      } catch (error) {
        if (attempt === attempts || !isLostRace(error)) throw error;
      }
    }
  };
  await change(migrate);
  return { queries: queriesOf(pool), change, close: () => pool.end() };
}

async function changeOnce<T>(pool: pg.Pool, work: (queries: Queries) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("begin isolation level serializable");
    const result = await work(queriesOf(client));
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

const queriesOf = (connection: pg.Pool | pg.PoolClient): Queries =>
  drizzle(async (sql, values, method) => {
    const { rows } = await connection.query<unknown[]>({ text: numberParameters(sql), values, rowMode: "array" });
    // Of `get` drizzle wants the first row alone, or undefined, which its type leaves out.
    return { rows: method === "get" ? (rows[0] as unknown[]) : rows };
  });

/** `?` is `$1`, `$2` … here. No query has one in a text: what people write is always a parameter. */
function numberParameters(sql: string): string {
  let count = 0;
  return sql.replaceAll("?", () => `$${++count}`);
}

/** serialization_failure and deadlock_detected: somebody else was quicker, nothing was changed. */
const isLostRace = (error: unknown): boolean =>
  error instanceof Error &&
  (("code" in error && (error.code === "40001" || error.code === "40P01")) || isLostRace(error.cause));

/** Times in milliseconds, sizes and counts are `bigint` there, and below 2^53. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: "text" | "binary") =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
