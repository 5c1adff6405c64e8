import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Availability, Engine } from "./engine.ts";
import { postgresPackage } from "./postgres-binaries.ts";
import { createPostgresCluster } from "./postgres-cluster.ts";

export interface PostgresOptions {
  /** Whether what was committed outlives the machine too. `off` by default, which is quicker; a process can be killed all the same. */
  readonly fsync?: "on" | "off";
  /** Settings for the command line of `postgres`: `["-c", "max_connections=5"]`. */
  readonly args?: readonly string[];
  /** One that may be killed, also where `TIAUTH_TEST_POSTGRES_URL` names one that somebody else has started. */
  readonly origin?: "own" | "any";
}

const givenUrl = () => process.env.TIAUTH_TEST_POSTGRES_URL || undefined;

/** Whether `startPostgres` can succeed. */
export function postgresAvailability(): Availability {
  const found = postgresPackage();
  return givenUrl() || "folder" in found ? "here" : found.missing;
}

/**
 * Starts a Postgres that ends with this process, or uses the one at `TIAUTH_TEST_POSTGRES_URL`, whose user must be
 * allowed to create databases.
 *
 * @throws {Error} if there is none for this machine, or if it does not start.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Engine> {
  const given = givenUrl();
  const isAny = options.origin !== "own" && !options.fsync && !options.args;
  return given && isAny ? engineOfOthers(given) : startOwn(options);
}

/** Small and many: what a test or two cores need. */
const settings = ["shared_buffers=64MB", "max_connections=200", "max_wal_size=256MB", "autovacuum_naptime=5s"];

async function startOwn({ fsync = "off", args = [] }: PostgresOptions): Promise<Engine> {
  const found = postgresPackage();
  if ("missing" in found) throw new Error(found.missing);
  const set = [...settings, `fsync=${fsync}`, `full_page_writes=${fsync}`].flatMap((setting) => ["-c", setting]);
  const cluster = await createPostgresCluster(found.folder, [...set, ...args]);
  try {
    await cluster.start();
  } catch (error) {
    cluster.remove();
    throw error;
  }
  return {
    url: cluster.url,
    freshUrl: () => createDatabase(cluster.url),
    kill: () => cluster.end("SIGKILL"),
    restart: async () => {
      await cluster.end("SIGINT");
      await cluster.start();
    },
    async stop() {
      await cluster.end("SIGQUIT");
      cluster.remove();
    },
  };
}

function engineOfOthers(url: string): Engine {
  const made: string[] = [];
  const refuse = async () => {
    throw new Error("an engine that somebody else has started is not killed");
  };
  return {
    url,
    async freshUrl() {
      const fresh = await createDatabase(url);
      made.push(fresh);
      return fresh;
    },
    kill: refuse,
    restart: refuse,
    async stop() {
      for (const fresh of made) await execute(url, `DROP DATABASE ${databaseOf(fresh)} WITH (FORCE)`);
    },
  };
}

async function createDatabase(url: string): Promise<string> {
  const fresh = new URL(url);
  fresh.pathname = `/tiauth_test_${randomUUID().replaceAll("-", "")}`;
  await execute(url, `CREATE DATABASE ${databaseOf(fresh.href)} TEMPLATE template0`);
  return fresh.href;
}

const databaseOf = (url: string) => new URL(url).pathname.slice(1);

async function execute(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
