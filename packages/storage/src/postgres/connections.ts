import type pg from "pg";
import { within } from "./deadline.ts";
import { createPool, type PoolOptions } from "./pool.ts";
import { closed } from "./refusals.ts";
import { SilenceError, sqlStateOf, toTrouble } from "./troubles.ts";

/** Prepared once on each connection, under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** How many rows were found, or changed. */
  readonly count: number;
}

type Values = readonly unknown[];

/** What asks Postgres. Everything it throws is a `StorageError`. */
export interface Connections {
  /** Asked once more, on another connection, if the first was lost: reading twice does no harm. */
  read<Row>(statement: Statement, values?: Values): Promise<Answer<Row>>;
  /** Never asked twice: what throws may have happened. */
  write<Row>(statement: Statement, values?: Values): Promise<Answer<Row>>;
  /** Reads what takes longer than any request may. */
  readSlowly<Row>(statement: Statement): Promise<Answer<Row>>;
  /** Waits for what was asked before. */
  close(): Promise<void>;
}

/** A connection was lost while its answer was awaited. */
class LostError extends Error {
  override readonly name = "LostError";
}

export function createConnections(options: PoolOptions): Connections {
  const { place, limits } = options;
  const { answerMilliseconds, countMilliseconds: milliseconds } = limits;
  const underWay = new Set<Promise<unknown>>();
  const pool = createPool(options);
  let closing: Promise<void> | undefined;

  async function ask<T>(question: (client: pg.PoolClient) => Promise<T>, milliseconds: number): Promise<T> {
    const client = await pool.connect();
    try {
      const answer = await within(milliseconds, question(client));
      client.release();
      return answer;
    } catch (error) {
      client.release(true); // a new connection costs less than to find out what became of this one
      // Where one connection is silent the others are too, and each would cost somebody the same time.
      if (error instanceof SilenceError) await pool.destroy();
      throw isLoss(error) ? new LostError("the connection was lost", { cause: error }) : error;
    }
  }
  async function tracked<T>(work: () => Promise<T>): Promise<T> {
    if (closing) throw closed(place.name);
    const working = work();
    underWay.add(working);
    try {
      return await working;
    } catch (error) {
      throw toTrouble(error, place.name);
    } finally {
      underWay.delete(working);
    }
  }
  const query = <Row>(statement: Statement, values: Values) =>
    ask(async (client) => answerOf<Row>(await client.query({ ...statement, values: [...values] })), answerMilliseconds);

  async function close() {
    await Promise.allSettled(underWay);
    await within(limits.connectMilliseconds, pool.end()).catch(() => pool.destroy());
  }
  return {
    read: (statement, values = []) =>
      tracked(async () => {
        try {
          return await query(statement, values);
        } catch (error) {
          if (!(error instanceof LostError)) throw error;
          return query(statement, values);
        }
      }),
    write: (statement, values = []) => tracked(() => query(statement, values)),
    readSlowly: (statement) => tracked(() => ask((client) => slowly(client, statement, milliseconds), milliseconds)),
    close: () => (closing ??= close()),
  };
}

/** As they are said of a connection that ends: by an administrator, in a crash, or on its way (class 08). */
const endings = /^(57P0[125]|08...)$/;

/** What Postgres has not said itself, the network has: a connection is all that can fail there. */
function isLoss(error: unknown): boolean {
  if (error instanceof SilenceError) return false;
  const sqlState = sqlStateOf(error);
  return sqlState === undefined || endings.test(sqlState);
}

const answerOf = <Row>({ rows, rowCount }: pg.QueryResult): Answer<Row> => ({ rows, count: rowCount ?? 0 });

async function slowly<Row>(client: pg.PoolClient, { text }: Statement, milliseconds: number): Promise<Answer<Row>> {
  await client.query("BEGIN READ ONLY");
  await client.query(`SET LOCAL statement_timeout = ${milliseconds}`);
  const answer = answerOf<Row>(await client.query(text));
  await client.query("COMMIT");
  return answer;
}
