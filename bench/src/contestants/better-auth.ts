import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { openConversation } from "../load/conversation.ts";
import type { Place } from "../processes/cores.ts";
import { ownScript, type RunningServer } from "../processes/start-server.ts";
import { password } from "../stage/people.ts";
import type { Stage } from "../stage/stage.ts";
import { signUp } from "../visits/better-auth.ts";
import type { Visitor } from "../visits/visitor.ts";

/** How it hashes passwords: as it does by itself, or with Tiauth's algorithm and parameters. */
export type BetterAuthHash = "scrypt" | "argon2id";

/** Better Auth, and who is signed in to it. */
export interface RunningBetterAuth extends RunningServer {
  readonly visitors: readonly Visitor[];
}

const signedInCount = 50;
let databases = 0;

/** Starts Better Auth on a copy of a database in which everybody is signed in. */
export async function startBetterAuth(
  stage: Stage,
  hash: BetterAuthHash,
  place: Place = "server",
): Promise<RunningBetterAuth> {
  const { database, visitors } = await stage.once(`Better Auth, ${hash}`, () => signUpAll(stage, hash));
  const copy = join(stage.directory, `better-auth-${databases++}.sqlite`);
  copyFileSync(database, copy);
  return { ...(await start(stage, { hash, database: copy, place })), visitors };
}

async function signUpAll(stage: Stage, hash: BetterAuthHash) {
  const database = join(stage.directory, `better-auth-${hash}.sqlite`);
  const server = await start(stage, { hash, database, place: "server" });
  const conversation = await openConversation(server.port);
  const visitors: Visitor[] = [];
  for (let index = 0; index < signedInCount; index++) {
    const visitor = { emailAddress: `person-${index}@example.com`, password };
    visitors.push({ ...visitor, cookie: await signUp(conversation, visitor) });
  }
  conversation.close();
  await server.stop();
  return { database, visitors };
}

interface StartOptions {
  readonly hash: BetterAuthHash;
  readonly database: string;
  readonly place: Place;
}

const start = (stage: Stage, { hash, database, place }: StartOptions) =>
  stage.start({
    command: [ownScript("contestants/better-auth-server")],
    env: { DB_PATH: database, PASSWORD_HASH: hash },
    place,
  });
