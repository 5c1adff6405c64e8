import type { Client as FaroeClient } from "@faroe/client";
import { type Client, createClient } from "@tiauth/client";
import { createFaroeClient } from "./faroe-client.ts";
import { type Nodes, startNodes } from "./nodes.ts";
import { freshAddress, freshPassword, type Person, signIn, signUp } from "./person.ts";
import { type SmtpCatcher, startSmtpCatcher } from "./smtp-catcher.ts";
import { type Served, startTiauth, type Tiauth, type TiauthOptions } from "./tiauth.ts";
import { startUserServer, type UserServer, type UserServerKind } from "./user-servers.ts";

export interface WorldOptions extends Pick<TiauthOptions, "env" | "flags"> {
  /** Which user server; `plain` by default, the quickest. */
  readonly userServer?: UserServerKind | undefined;
  /** Signs the requests to the user server, which then answers no others; at least 16 characters. */
  readonly secret?: string | undefined;
}

/** A server, a user server and a mail server, each a real one on loopback, and the ways to talk to them. */
export interface World<T extends Served = Tiauth> {
  readonly tiauth: T;
  readonly smtp: SmtpCatcher;
  readonly userServer: UserServer;
  readonly client: Client;
  /** The npm client of the reference implementation. */
  readonly faroe: FaroeClient;
  /** Signs somebody up, with the code from their mail; by default at an address of their own. */
  signUp(emailAddress?: string): Promise<Person>;
  /** Signs them in once more: the same person with another session. A notice is mailed to them. */
  signIn(person: Pick<Person, "emailAddress" | "password">): Promise<Person>;
  /** An address that nobody has used before. */
  freshAddress(): string;
  /** A password that is good enough, and that nobody has used before. */
  freshPassword(): string;
  /**
   * Ends everything.
   *
   * @throws {Error} if the server did not end with exit code 0 (unless the suite killed it), or the user server broke.
   */
  close(): Promise<void>;
}

/**
 * Starts a world. A suite does it in `beforeAll` and closes it in `afterAll`:
 *
 *     describe.each(userServerKinds)("with the %s user server", (userServer) => {
 *       let world: World;
 *       beforeAll(async () => { world = await startWorld({ userServer }); });
 *       afterAll(() => world.close());
 *
 * @throws {Error} with the server's log if it does not start; what was started before is ended then.
 */
export const startWorld = (options: WorldOptions = {}): Promise<World> => startAround(options, startTiauth);

/** The same around several servers, which share the storage that `env` names. */
export const startNodesWorld = (count: number, options: WorldOptions = {}): Promise<World<Nodes>> =>
  startAround(options, (given) => startNodes(count, given));

async function startAround<T extends Served>(
  { userServer: kind, secret, env, flags }: WorldOptions,
  start: (options: TiauthOptions) => Promise<T>,
): Promise<World<T>> {
  const smtp = await startSmtpCatcher();
  const userServer = await startUserServer({ kind, secret });
  const closePeers = () => inTurn([userServer.close, smtp.close]);
  const tiauth = await start({
    userServerUrl: userServer.url,
    smtpPort: smtp.port,
    env: { TIAUTH_USER_SERVER_SECRET: secret ?? "", ...env },
    flags,
  }).catch(async (error: unknown) => {
    await closePeers();
    throw error;
  });
  const client = createClient(tiauth.url);
  return {
    tiauth,
    smtp,
    userServer,
    client,
    faroe: createFaroeClient(tiauth.url),
    signUp: (emailAddress) => signUp({ client, smtp }, emailAddress),
    signIn: (person) => signIn({ client }, person),
    freshAddress,
    freshPassword,
    close: () => inTurn([() => stopCleanly(tiauth), closePeers]),
  };
}

async function stopCleanly({ stop, output }: Served): Promise<void> {
  const exitCode = await stop();
  if (exitCode) throw new Error(`Tiauth ended with exit code ${exitCode}:\n${output.join("\n")}`);
}

/** Does all of it whatever happens, then throws the first error there was. */
async function inTurn(ends: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const end of ends) await end().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
