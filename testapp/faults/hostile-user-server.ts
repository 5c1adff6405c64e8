import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { newId } from "@tiauth/protocol";
import { handleRequest, signatureHeader, userStoreFrom, verifySignature } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { createInterceptions, type UserServerAction, type UserServerAnswer } from "../harness/interceptions.ts";
import { listenOnLoopback } from "../harness/loopback.ts";
import type { UserServer } from "../harness/user-servers.ts";
import { type Hostility, hostile } from "./hostilities.ts";

export interface HostileWhen {
  /** Only for these actions; for all of them by default. */
  readonly actions?: readonly UserServerAction[] | undefined;
  /** So often for each action, then it behaves again; for good by default. */
  readonly times?: number | undefined;
}

/** A user server that does what it likes; at first it behaves like any other. */
export interface HostileUserServer extends UserServer {
  readonly port: number;
  /** From the next request on; takes the place of what it did before. */
  turn(hostility: Hostility, when?: HostileWhen): void;
  /** Answers well again. What hangs goes on hanging. */
  behave(): void;
  /** Closes the port and every connection: whoever connects is refused. */
  down(): Promise<void>;
  /** Opens the same port again. */
  up(): Promise<void>;
  /** The next user who signs up gets this id, whoever had it before. */
  reuseId(userId: string): void;
  /** How often somebody connected. */
  connectionCount(): number;
  /** How many requests are unanswered now. */
  inFlight(): number;
  /** How many requests were unanswered at once, at most. */
  mostInFlight(): number;
  /** Every request so far: its body, and its signature if it had one. */
  readonly received: readonly { readonly signature: string | undefined; readonly body: string }[];
}

/** @param options `secret`: requests that are not signed with it are answered 401. */
export async function startHostileUserServer({
  secret,
}: {
  readonly secret?: string | undefined;
} = {}): Promise<HostileUserServer> {
  let nextId: string | undefined;
  const newUserId = () => {
    const id = nextId ?? newId();
    nextId = undefined;
    return id;
  };
  const { handlers, users, disable, enable } = memoryUserStore({ newId: newUserId });
  const { pass, ...interceptions } = createInterceptions();
  const mood = createMood();
  const received: { signature: string | undefined; body: string }[] = [];
  const load = { connections: 0, inFlight: 0, most: 0 };

  const answerTo = async (body: string, signature: string | undefined): Promise<UserServerAnswer> => {
    if (secret !== undefined && !(await verifySignature({ signature, body, secret })))
      return { status: 401, body: "{}" };
    return handleRequest(body, handlers);
  };
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request);
    const signature = request.headers[signatureHeader.toLowerCase()]?.toString();
    received.push({ signature, body });
    const answer = async () => {
      const given = await pass({ body, answer: () => answerTo(body, signature) });
      if (given === "hang up") request.socket.destroy();
      return given === "hang up" ? { status: 500, body: "" } : given;
    };
    await mood.hostilityFor(body)({ body, request, response, socket: request.socket, answer });
  };
  const server = createServer(async (request, response) => {
    load.most = Math.max(load.most, ++load.inFlight);
    response.once("close", () => void load.inFlight--);
    response.on("error", () => undefined);
    // Whoever asked may be gone, which is part of the suites.
    await receive(request, response).catch(() => request.socket.destroy());
  });
  server.on("connection", (socket) => {
    load.connections += 1;
    socket.on("error", () => undefined);
  });
  const port = await listenOnLoopback(server);
  return {
    ...interceptions,
    put: (user) => void users.set(user.id, user),
    disable,
    enable,
    users: userStoreFrom(handlers),
    url: `http://127.0.0.1:${port}/invoke`,
    port,
    secret,
    received,
    turn: mood.turn,
    behave: () => mood.turn(hostile.notAtAll()),
    down: () => close(server),
    up: () => listenAgain(server, port),
    reuseId: (userId) => {
      nextId = userId;
    },
    connectionCount: () => load.connections,
    inFlight: () => load.inFlight,
    mostInFlight: () => load.most,
    close: () => close(server),
  };
}

function createMood() {
  let hostility: Hostility = hostile.notAtAll();
  let when: HostileWhen = {};
  let counts = new Map<string, number>();
  return {
    turn: (next: Hostility, nextWhen: HostileWhen = {}) => {
      hostility = next;
      when = nextWhen;
      counts = new Map();
    },
    hostilityFor: (body: string): Hostility => {
      const action: UserServerAction = JSON.parse(body).action;
      const count = counts.get(action) ?? 0;
      counts.set(action, count + 1);
      const isMeant = (when.actions?.includes(action) ?? true) && count < (when.times ?? Infinity);
      return isMeant ? hostility : hostile.notAtAll();
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = await request.toArray();
  return Buffer.concat(chunks).toString();
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((closed) => {
    server.close(() => closed()); // also if it was closed before
  });
}

const listenAgain = (server: Server, port: number) =>
  new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      listening();
    });
  });
