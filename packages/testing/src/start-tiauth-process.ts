import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, startChild } from "./child.ts";
import { connectTiauth } from "./connect-tiauth.ts";
import { isTrouble, type Listening, readListening } from "./dev-lines.ts";
import { findCommand } from "./distribution.ts";
import { type StartOptions, toStandardError } from "./start-options.ts";
import type { TiauthProcess } from "./tiauth.ts";

/**
 * Starts `tiauth dev` as a process of its own on free ports, with its files in a temporary folder, and waits until it
 * listens: for tests that must not share their process with the server. It ends with this process at the latest.
 *
 * It has the machine's clock, and none of its users can be disabled.
 *
 * @throws {Error} with what it printed if it does not listen within 15 s, for instance because a setting is mistaken.
 */
export async function startTiauthProcess(options: StartOptions = {}): Promise<TiauthProcess> {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-"));
  const child = startIn(directory, options);
  const close = async () => {
    await child.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    const { url, smtpPort } = await listening(child);
    return { ...connectTiauth(url), smtpPort, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

const startMilliseconds = 15_000;

function startIn(directory: string, options: StartOptions): Child {
  const { environment, port = 0, userServerUrl, log = toStandardError } = options;
  const userServer = userServerUrl === undefined ? [] : ["--user-server", userServerUrl];
  const child = startChild({
    args: [findCommand(), "dev", "--port", String(port), ...userServer],
    cwd: directory, // where it makes its own folder
    env: { ...inherited(), ...environment, TIAUTH_LOG_FORMAT: "json" },
  });
  child.follow((line) => {
    if (isTrouble(line)) log(`${line}\n`);
  });
  return child;
}

/** Enough to run node on any system. */
const inherited = () =>
  Object.fromEntries(["PATH", "SystemRoot", "TEMP", "TMPDIR"].map((name) => [name, process.env[name]]));

async function listening(child: Child): Promise<Listening> {
  const printed: string[] = [];
  const tooLate = setTimeout(child.kill, startMilliseconds);
  let unfollow = () => {};
  const started = new Promise<Listening>((resolve) => {
    unfollow = child.follow((line) => {
      printed.push(line);
      const found = readListening(line);
      if (found) resolve(found);
    });
  });
  try {
    return await Promise.race([started, child.ended.then(() => refuse(printed))]);
  } finally {
    clearTimeout(tooLate);
    unfollow();
  }
}

function refuse(printed: readonly string[]): never {
  throw new Error(`tiauth dev ended before it listened:\n${printed.join("\n")}`);
}
