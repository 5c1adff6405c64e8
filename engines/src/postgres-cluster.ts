import { execFile } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { type Daemon, type DaemonOptions, type Owner, startDaemon } from "./daemon.ts";
import { freePort } from "./free-port.ts";
import { placePostgres } from "./postgres-binaries.ts";

/** Postgres in a directory of its own, with its data. */
export interface PostgresCluster {
  readonly url: string;
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
  /** To be called after its end. */
  remove(): void;
}

/** Nobody else can connect: it listens on loopback only, and is gone with the test. */
const password = "password";
const env = { LC_ALL: "C", PATH: process.env.PATH ?? "" };
const patienceMilliseconds = 10_000;
const pauseMilliseconds = 50;
/** Postgres refuses to be run by root. */
const nobody: Owner = { uid: 65534, gid: 65534 };

const run = promisify(execFile);

/**
 * Makes an empty cluster, which takes about half a second; `start` starts it.
 *
 * @throws {Error} whatever `initdb` says.
 */
export async function createPostgresCluster(packageFolder: string, args: readonly string[]): Promise<PostgresCluster> {
  const owner = process.getuid?.() === 0 ? nobody : undefined;
  const directory = createDirectory(owner);
  const [programs, data] = [join(directory, "postgres"), join(directory, "data")];
  placePostgres(packageFolder, programs);
  await initialise({ programs, directory, data, owner });
  const port = await freePort();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let daemon: Daemon | undefined;
  return {
    url,
    async start() {
      daemon = await startWhenAlone({
        command: join(programs, "bin/postgres"),
        args: ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", "", ...args],
        knock: () => knock(url),
        env,
        directory,
        owner,
      });
    },
    async end(signal) {
      const orphans = daemon && signal === "SIGKILL" ? await freeze(daemon, url) : [];
      await daemon?.end(signal);
      for (const pid of orphans) endProcess(pid);
      daemon = undefined;
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/**
 * Keeps it from starting processes, and returns those that it has: they outlive it by what they are just doing, and
 * would answer meanwhile.
 */
async function freeze(daemon: Daemon, url: string): Promise<readonly number[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {}); // its own process is one of them
  try {
    await client.connect();
    daemon.signal("SIGSTOP");
    const { rows } = await client.query<{ readonly pid: number }>("SELECT pid FROM pg_stat_activity");
    return rows.map(({ pid }) => pid);
  } catch {
    return []; // it has ended already
  } finally {
    void client.end().catch(() => {});
  }
}

function endProcess(pid: number) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it has noticed by itself
  }
}

/** Of a Postgres that was killed some processes live on until they notice, and it does not start beside them. */
async function startWhenAlone(options: DaemonOptions): Promise<Daemon> {
  for (const deadline = performance.now() + patienceMilliseconds; ; ) {
    try {
      return await startDaemon(options);
    } catch (error) {
      const isAccompanied = /pre-existing shared memory block/.test(String(error));
      if (!isAccompanied || performance.now() > deadline) throw error;
      await delay(pauseMilliseconds);
    }
  }
}

function createDirectory(owner: Owner | undefined): string {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-postgres-"));
  const data = join(directory, "data");
  chmodSync(directory, 0o755);
  mkdirSync(data, { mode: 0o700 });
  if (owner) chownSync(data, owner.uid, owner.gid);
  return directory;
}

interface Initialisation {
  readonly programs: string;
  readonly directory: string;
  readonly data: string;
  readonly owner: Owner | undefined;
}

async function initialise({ programs, directory, data, owner }: Initialisation) {
  const passwordFile = join(directory, "password");
  writeFileSync(passwordFile, password);
  const options = ["--auth=scram-sha-256", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync"];
  const args = [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...options];
  await run(join(programs, "bin/initdb"), args, { cwd: directory, env, ...owner });
}

async function knock(url: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {}); // it may end while it starts
  try {
    await client.connect();
  } finally {
    await client.end();
  }
}
