import { createClient, ErrorReply, RESP_TYPES } from "@redis/client";
import { type Address, addressText, type Place } from "./place.ts";
import type { Reply } from "./reply.ts";
import { ConnectionLost } from "./troubles.ts";

/** What is sent: the name of a command and its arguments. */
export type Command = readonly (string | Buffer)[];

export interface Request {
  readonly command: Command;
  readonly does: "read" | "write";
  /** When the answer has to be there, by `performance.now()`. */
  readonly deadline: number;
  /** To a node that is just being given the keys (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec). */
  readonly isAsking?: true;
}

/** One connection to one server, until it is lost. */
export interface Connection {
  /**
   * Sends a command. All that are sent in one turn of the event loop go there together. If an answer is not there in
   * time the connection is given up: those that follow would come no sooner.
   *
   * @throws {ConnectionLost} if there is no answer: it may have been done or not.
   * @throws {ErrorReply} if it was refused.
   */
  send(request: Request): Promise<Reply>;
  /** Resolves when the connection is gone. */
  readonly lost: Promise<void>;
  /** Gives it up. What is not answered yet is lost. */
  end(): void;
}

export type Credentials = Pick<Place, "isEncrypted" | "authority" | "username" | "password" | "database">;

const connectMilliseconds = 2000;

/**
 * Connects. The library does what it is good at (TLS, AUTH, the protocol); it never connects again
 * by itself or keeps commands for later, since only we know what may be done twice.
 *
 * @throws {ConnectionLost} if nobody answers within 2 s.
 * @throws {ErrorReply} if this is not who may connect.
 */
export async function connect(address: Address, credentials: Credentials): Promise<Connection> {
  const client = newClient(address, credentials);
  const lost = new Promise<void>((resolve) => {
    client.on("end", resolve);
    client.on("error", () => resolve()); // whoever waits for an answer is told
  });
  const name = addressText(address);
  const giveUp = () => client.destroy();
  const connection: Connection = {
    lost,
    end: giveUp,
    send({ command, deadline, isAsking }) {
      // A refusal of this one is followed by a refusal of the next.
      if (isAsking) client.sendCommand(["ASKING"]).catch(() => undefined);
      return inTime(client.sendCommand<Reply>(command), { deadline, giveUp, name });
    },
  };
  await inTime(client.connect(), { deadline: performance.now() + connectMilliseconds, giveUp, name });
  return connection;
}

function newClient({ host, port }: Address, credentials: Credentials) {
  const { isEncrypted, authority, username, password, database } = credentials;
  const socket = { host, port, connectTimeout: connectMilliseconds, reconnectStrategy: false as const };
  return createClient({
    RESP: 2,
    socket: isEncrypted ? { ...socket, tls: true, ...(authority && { ca: authority }) } : socket,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    database,
    disableOfflineQueue: true,
    disableClientInfo: true, // not every server knows it
    maintNotifications: "disabled",
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
}

interface Limit {
  readonly deadline: number;
  readonly giveUp: () => void;
  readonly name: string;
}

/** The library's own limit is for what waits to be sent, not for answers. */
function inTime<T>(answer: Promise<T>, { deadline, giveUp, name }: Limit): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ConnectionLost(`no answer from ${name} in time`));
      giveUp();
    }, deadline - performance.now());
    const settle = (tell: () => void) => {
      clearTimeout(timer);
      tell();
    };
    answer.then(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(isAnswer(error) ? error : new ConnectionLost(error.message, { cause: error }))),
    );
  });
}

const isAnswer = (error: unknown) => error instanceof ErrorReply;
