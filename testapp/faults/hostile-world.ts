import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@tiauth/client";
import { freshAddress, freshPassword, signIn, signUp } from "../harness/person.ts";
import { startTiauth, type Tiauth, type TiauthOptions } from "../harness/tiauth.ts";
import type { World } from "../harness/world.ts";
import { type HostileSmtpServer, startHostileSmtpServer } from "./hostile-smtp-server.ts";
import { type HostileUserServer, startHostileUserServer } from "./hostile-user-server.ts";

export interface HostileWorldOptions extends Pick<TiauthOptions, "env" | "flags" | "isTlsOptional"> {
  readonly secret?: string | undefined;
}

/** The built server between a user server and a mail server that do what they like; at first both behave. */
export interface HostileWorld extends Omit<World, "faroe"> {
  /** The process that runs now. */
  readonly tiauth: Tiauth;
  readonly userServer: HostileUserServer;
  readonly smtp: HostileSmtpServer;
  /** Kills the process with SIGKILL and starts another on the same database and the same port. */
  killAndRestart(): Promise<void>;
  /** Looks at the process's memory from now on: what is returned tells by how many MiB it has grown at most. Linux only. */
  watchMemory(): () => number;
}

export async function startHostileWorld({ secret, env, ...rest }: HostileWorldOptions = {}): Promise<HostileWorld> {
  const smtp = await startHostileSmtpServer();
  const userServer = await startHostileUserServer({ secret });
  const directory = mkdtempSync(join(tmpdir(), "tiauth-faults-"));
  const removeAll = async () => {
    await Promise.all([userServer.close(), smtp.close()]);
    rmSync(directory, { recursive: true, force: true });
  };
  const settings = { TIAUTH_DB_PATH: join(directory, "db.sqlite"), TIAUTH_USER_SERVER_SECRET: secret ?? "", ...env };
  const start = (more: Readonly<Record<string, string>> = {}) =>
    startTiauth({ ...rest, userServerUrl: userServer.url, smtpPort: smtp.port, env: { ...settings, ...more } });
  let tiauth = await start().catch(async (error: unknown) => {
    await removeAll();
    throw error;
  });
  const client = createClient(tiauth.url);
  return {
    get tiauth() {
      return tiauth;
    },
    userServer,
    smtp,
    client,
    signUp: (emailAddress) => signUp({ client, smtp }, emailAddress),
    signIn: (person) => signIn({ client }, person),
    freshAddress,
    freshPassword,
    killAndRestart: async () => {
      const { port, kill, stop } = tiauth;
      await kill();
      await stop();
      tiauth = await start({ TIAUTH_PORT: String(port) });
    },
    watchMemory: () => watchMemory(tiauth.pid),
    close: async () => {
      await tiauth.stop();
      await removeAll();
    },
  };
}

function watchMemory(pid: number): () => number {
  writeFileSync(`/proc/${pid}/clear_refs`, "5"); // the peak is what it holds now
  const peakMiB = () => {
    const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kibibytes) / 1024;
  };
  const before = peakMiB();
  return () => peakMiB() - before;
}
