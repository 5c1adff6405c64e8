import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openConversation } from "../load/conversation.ts";
import type { Place } from "../processes/cores.ts";
import type { RunningServer } from "../processes/start-server.ts";
import type { Stage } from "../stage/stage.ts";
import { signIn } from "../visits/tiauth.ts";
import type { Visitor } from "../visits/visitor.ts";

export interface TiauthOptions {
  /** Over those below. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The built `main.js`; that of this repository by default. */
  readonly main?: string | undefined;
  /** The server's core by default. */
  readonly place?: Place;
  /** A file to use as it is; by default a copy of the one with everybody's session. */
  readonly database?: string;
  /** For Node. */
  readonly flags?: readonly string[];
}

const ownMain = fileURLToPath(new URL("../../../apps/server/dist/main.js", import.meta.url));
let databases = 0;

/** For the scenarios in which the user's state is remembered. */
export const warmUserCache = { TIAUTH_USER_CACHE_EXPIRATION: "5m" };

/**
 * What differs from the defaults: mails go to the user server, and nobody outside is asked. There is one client address
 * here, so limits per address are off; those per user are not.
 */
const settingsOf = ({ userServerUrl, userServer }: Stage) => ({
  TIAUTH_PORT: "0",
  TIAUTH_USER_SERVER_URL: userServerUrl,
  TIAUTH_EMAIL: "backend",
  TIAUTH_EMAIL_URL: `http://127.0.0.1:${userServer.port}/email`,
  TIAUTH_PWNED_PASSWORDS: "off",
  TIAUTH_LIMIT_ADDRESS_SIGNIN: "off",
  TIAUTH_LIMIT_ADDRESS_MAIL: "off",
  TIAUTH_LIMIT_ADDRESS_FAILURES: "off",
});

/** Starts the built server, pinned. */
export async function startTiauth(stage: Stage, options: TiauthOptions = {}): Promise<RunningServer> {
  const { settings = {}, main = ownMain, place = "server", flags = [] } = options;
  const database = options.database ?? copyOf(stage, (await sessionsOfAll(stage)).database);
  return stage.start({
    command: [...flags, main, "serve"],
    env: { ...settingsOf(stage), TIAUTH_DB_PATH: database, ...settings },
    place,
  });
}

/** A copy of a database that no process has open. */
export function copyOf({ directory }: Stage, database: string): string {
  const copy = join(directory, `tiauth-${databases++}.sqlite`);
  copyFileSync(database, copy);
  return copy;
}

/** Many enough to be many, few enough to sign them in with their real hash. */
const signedInCount = 50;

/** A database in which the first of the people are signed in, and what they are signed in with. */
export const sessionsOfAll = (stage: Stage): Promise<SignedIn> =>
  stage.once("sessions", async () => {
    const database = join(stage.directory, "sessions.sqlite");
    const server = await startTiauth(stage, { database });
    const visitors = await signInAll(server.port, stage.people.slice(0, signedInCount));
    await server.stop();
    return { database, visitors };
  });

export interface SignedIn {
  readonly database: string;
  readonly visitors: readonly (Visitor & { readonly sessionToken: string })[];
}

/** Signs them in, one after the other. */
export async function signInAll(port: number, people: readonly Visitor[]) {
  const conversation = await openConversation(port);
  const visitors: (Visitor & { readonly sessionToken: string })[] = [];
  for (const person of people) visitors.push({ ...person, sessionToken: await signIn(conversation, person) });
  conversation.close();
  return visitors;
}
