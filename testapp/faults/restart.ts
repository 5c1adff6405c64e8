import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@tiauth/client";
import type { World, WorldOptions } from "../harness/index.ts";
import { type SmtpCatcher, startSmtpCatcher } from "../harness/smtp-catcher.ts";
import { startTiauth, type Tiauth } from "../harness/tiauth.ts";
import { startUserServer, type UserServer } from "../harness/user-servers.ts";
import { timed } from "./report.ts";

/** A server that can be killed and started again over the same database; its peers stay. */
export interface Restartable {
  readonly smtp: SmtpCatcher;
  readonly userServer: UserServer;
  /** The file of the database; the directory around it is its own. */
  readonly dbPath: string;
  /** Asks whichever process runs at that time. */
  readonly client: Client;
  /** The process that runs, or the one that ended last. */
  tiauth(): Tiauth;
  /**
   * Starts a process; the one before is stopped if it still runs. Resolves with how many milliseconds it took from the start
   * to a `GET /ready` that was answered 200.
   *
   * @throws {Error} with the log if it does not start, or is not ready within 15 s.
   */
  start(env?: WorldOptions["env"]): Promise<number>;
  /** Ends everything and removes the files. */
  close: World["close"];
}

/** Starts it for the first time, too. `env` is for every start. */
export async function startRestartable({ env }: Pick<WorldOptions, "env"> = {}): Promise<Restartable> {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-restart-"));
  const dbPath = join(directory, "db.sqlite");
  const smtp = await startSmtpCatcher();
  const userServer = await startUserServer();
  const begin = (more: WorldOptions["env"]) =>
    startTiauth({
      userServerUrl: userServer.url,
      smtpPort: smtp.port,
      env: { TIAUTH_DB_PATH: dbPath, ...env, ...more },
    });
  let tiauth = await begin({});
  return {
    smtp,
    userServer,
    dbPath,
    client: createClient((body, signal) => post(tiauth.url, body, signal)),
    tiauth: () => tiauth,
    start: async (more) => {
      await tiauth.stop(); // removes the directory in which it ran
      const { milliseconds } = await timed(async () => {
        tiauth = await begin(more);
        await isReady(tiauth);
      });
      return milliseconds;
    },
    close: async () => {
      await tiauth.stop();
      await userServer.close();
      await smtp.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function post(url: string, body: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { method: "POST", body, signal });
  const text = await response.text();
  if (response.status === 200) return text;
  throw new Error(`HTTP ${response.status}: ${text}`);
}

const readySeconds = 15;

async function isReady({ url, output }: Tiauth): Promise<void> {
  const deadline = performance.now() + readySeconds * 1000;
  while (performance.now() < deadline) if ((await fetch(`${url}ready`)).ok) return;
  throw new Error(`Tiauth was not ready within ${readySeconds} s:\n${output.join("\n")}`);
}
