import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { endWithThisProcess } from "@tiauth/testing/end-with-this-process";

const folder = fileURLToPath(new URL("..", import.meta.url));
const { PATH } = process.env;

/** `next build`, as it is where no secret is: in an image, or in CI. */
export const build = (): Promise<string> =>
  run({ args: ["node_modules/next/dist/bin/next", "build"], env: { NEXT_TELEMETRY_DISABLED: "1" } }).ended;

export interface Application {
  readonly url: string;
  /** Of the auth server, which has the mails. */
  readonly authServerUrl: string;
  stop(): Promise<unknown>;
}

export interface StartOptions {
  /** Where its files are. */
  readonly directory: string;
  readonly cookieSecrets: string;
}

/** What `start` does once Next.js has built: the auth server and `next start`, on free ports. */
export async function start({ directory, cookieSecrets }: StartOptions): Promise<Application> {
  const PORT = String(await freePort());
  const env = {
    PORT,
    COOKIE_SECRETS: cookieSecrets,
    DATABASE_PATH: `${directory}/people.sqlite`,
    TIAUTH_FOLDER: `${directory}/tiauth`,
  };
  const { child, printed, ended } = run({ args: ["start.mjs", "start"], env });
  await Promise.race([printed("Ready in"), ended]);
  return {
    url: `http://localhost:${PORT}`,
    authServerUrl: /Mails +(\S+)inbox/.exec(await printed("Mails"))?.[1] ?? "",
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

interface Command {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

function run({ args, env }: Command) {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  endWithThisProcess(child);
  let text = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (chunk) => (text += chunk));
  /** Resolves with all that it printed, once this is among it. */
  const printed = async (what: string): Promise<string> => {
    while (!text.includes(what)) await once(child.stdout, "data");
    return text;
  };
  const finished = async () => {
    const [code] = await once(child, "close");
    if (code === 0) return text;
    throw new Error(`${args.join(" ")} ended with ${code}:\n${text}`);
  };
  return { child, printed, ended: finished() };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
