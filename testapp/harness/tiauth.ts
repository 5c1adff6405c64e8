import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "./child-process.ts";
import type { LogLine, LogLines } from "./log-lines.ts";

export interface TiauthOptions {
  readonly userServerUrl: string;
  readonly smtpPort: number;
  /** Settings over those of the harness; `""` takes one of them away. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Behind `serve`. */
  readonly flags?: readonly string[] | undefined;
  /** True by default, since the mail servers of the suites have no certificate; false leaves `--insecure` away. */
  readonly isTlsOptional?: boolean | undefined;
}

/** The built server, as one process or as several. */
export interface Served {
  /** `http://127.0.0.1:<port>/`, where it takes actions. */
  readonly url: string;
  readonly port: number;
  /** Every line of the log so far. The server writes behind its answers: wait for a line with `log`. */
  readonly logs: readonly LogLine[];
  /** Everything printed so far, line by line. */
  readonly output: readonly string[];
  /**
   * Resolves with the first line that has all these fields, at once if it was written already.
   *
   * @throws {Error} after 10 s, with the log.
   */
  log(fields: LogLine): Promise<LogLine>;
  /**
   * Stops it with SIGTERM, waits for the end and removes its files. The second time it only says the exit code again.
   *
   * @returns the exit code; undefined if a signal ended it.
   * @throws {Error} with the log if it does not end within 12 s; it is killed then.
   */
  stop(): Promise<number | undefined>;
}

/** The built server in a process of its own. */
export interface Tiauth extends Served {
  readonly pid: number;
  /** The SQLite file, unless a setting says otherwise. */
  readonly dbPath: string;
  /** Kills it with SIGKILL and waits for the end. Its files stay until `stop`. */
  kill(): Promise<void>;
}

const startSeconds = 15;
const stopSeconds = 12;
const logSeconds = 10;
const main = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));

/**
 * Starts the built server on a free port with a SQLite file of its own, and waits until it listens.
 *
 * Of the environment it gets only `PATH` and what is given here. Limits per client address and the check for breached
 * passwords are off. To start again with the same records, set `TIAUTH_DB_PATH` to a file that the suite removes.
 *
 * @throws {Error} with the log if it ends, or does not listen within 15 s.
 */
export async function startTiauth({
  env = {},
  flags = [],
  isTlsOptional = true,
  ...peers
}: TiauthOptions): Promise<Tiauth> {
  if (!existsSync(main)) throw new Error(`${main} is not there: run pnpm build.`);
  const directory = mkdtempSync(join(tmpdir(), "tiauth-"));
  const settings = { ...defaultSettings(peers), TIAUTH_DB_PATH: join(directory, "db.sqlite"), ...env };
  const child = startChild({
    args: [main, "serve", ...(isTlsOptional ? ["--insecure"] : []), ...flags],
    cwd: directory, // where there is no .env
    env: { PATH: process.env.PATH, ...settings },
  });
  const stop = async () => {
    try {
      return await child.stop(stopSeconds);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };
  const address = await listening(child, Number(settings.TIAUTH_PORT)).catch(async (error: unknown) => {
    await child.kill();
    await stop();
    throw error;
  });
  const log = (fields: LogLine) => findLine(child.lines, fields, logSeconds);
  const { all: logs, output } = child.lines;
  return { ...address, dbPath: settings.TIAUTH_DB_PATH, logs, output, log, stop, kill: child.kill };
}

const defaultSettings = ({ userServerUrl, smtpPort }: Pick<TiauthOptions, "userServerUrl" | "smtpPort">) => ({
  TIAUTH_PORT: "0",
  TIAUTH_USER_SERVER_URL: userServerUrl,
  TIAUTH_SMTP_HOST: "127.0.0.1",
  TIAUTH_SMTP_PORT: String(smtpPort),
  TIAUTH_SMTP_FROM: "Tiauth <auth@example.com>",
  TIAUTH_PWNED_PASSWORDS: "off",
  TIAUTH_LIMIT_ADDRESS_SIGNIN: "off",
  TIAUTH_LIMIT_ADDRESS_MAIL: "off",
  TIAUTH_LIMIT_ADDRESS_FAILURES: "off",
});

/** @param fixedPort 0 if the log says which it is. */
async function listening(child: Child, fixedPort: number): Promise<Pick<Tiauth, "url" | "port" | "pid">> {
  const { pid, lines, ended } = child;
  const endedEarly = ended.then((code) => {
    throw new Error(`Tiauth ended with exit code ${code}:\n${lines.output.join("\n")}`);
  });
  const listens = fixedPort === 0 ? portInLog(child) : answering(fixedPort);
  const port = await Promise.race([listens, endedEarly]);
  if (typeof port !== "number" || pid === undefined) throw new TypeError("Tiauth did not say its port.");
  return { url: `http://127.0.0.1:${port}/`, port, pid };
}

async function portInLog({ lines }: Child): Promise<unknown> {
  const { port } = await findLine(lines, { msg: "listening" }, startSeconds);
  return port;
}

/** For logs that are silent about it. */
async function answering(port: number): Promise<number> {
  const deadline = performance.now() + startSeconds * 1000;
  while (performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/alive`).catch(() => undefined);
    if (answer?.ok) return port;
    await delay(20);
  }
  throw new Error(`Nothing listens on port ${port} after ${startSeconds} s.`);
}

const findLine = (lines: LogLines, fields: LogLine, deadlineSeconds: number) =>
  lines.find({
    matches: (line) => Object.entries(fields).every(([name, value]) => line[name] === value),
    description: `A line of the log with ${JSON.stringify(fields)}`,
    deadlineSeconds,
  });
