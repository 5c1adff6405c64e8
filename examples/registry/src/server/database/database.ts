import type { SqliteRemoteDatabase } from "drizzle-orm/sqlite-proxy";

/** Drizzle's queries, over whichever engine. */
export type Queries = SqliteRemoteDatabase;

export interface Database {
  /** For reading: what was committed. */
  readonly queries: Queries;
  /**
   * One transaction: all that `work` does is done, or none of it where it throws. It sees the database as if nobody else
   * changed anything meanwhile. It may be run more than once, so it does nothing but queries.
   */
  change<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
