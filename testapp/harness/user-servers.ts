import { createServer, type RequestListener } from "node:http";
import type { Caller, UserServerActions } from "@tiauth/protocol";
import { handleRequest, handleRequestSync, userStoreFrom } from "@tiauth/user-server";
import { honoListener } from "./hono-app.ts";
import { createInterceptions, type Interceptions } from "./interceptions.ts";
import { listenOnLoopback } from "./loopback.ts";
import { plainHttpListener } from "./plain-http.ts";
import { inMemory, inSqlite, type UserStore } from "./user-stores.ts";

/**
 * What an application's user server can look like: `sync` is `handleRequestSync` over SQLite, `async` is `createHandler`
 * in a hono app, `plain` is `handleRequest` on `node:http`; for `describe.each(userServerKinds)`.
 */
export const userServerKinds = ["sync", "async", "plain"] as const;
export type UserServerKind = (typeof userServerKinds)[number];

export interface UserServerOptions {
  /** `plain` by default: the quickest. */
  readonly kind?: UserServerKind | undefined;
  /** If there is one, requests that are not signed with it are answered 401. */
  readonly secret?: string | undefined;
}

/** A user server that listens, with its users. */
export interface UserServer extends Omit<UserStore, "handlers" | "close"> {
  /** Where Tiauth asks. */
  readonly url: string;
  readonly secret: string | undefined;
  /** The seven actions straight to the store: neither noted nor intercepted. */
  readonly users: Caller<UserServerActions>;
  /** The name of every action that was asked for over HTTP, in order. */
  readonly requests: readonly string[];
  /** The names of the actions that are asked for while `work` runs. */
  readonly requestsDuring: Interceptions["requestsDuring"];
  /**
   * Steps in once, when the action is asked for next; called twice, also the time after that. (A read is asked for twice
   * before Tiauth gives up.) A delay, a lost answer, another answer:
   *
   *     intercept("get_user", async ({ answer }) => { await gate; return answer(); });
   *     intercept("create_user", async ({ answer }) => { await answer(); return "hang up"; });
   *     intercept("get_user", () => ({ status: 500, body: "" }));
   */
  readonly intercept: Interceptions["intercept"];
  /** @throws {AggregateError} if something broke in a handler or an interception meanwhile. */
  close(): Promise<void>;
}

/** Opens a user server of its own users on a free loopback port. */
export async function startUserServer({ kind = "plain", secret }: UserServerOptions = {}): Promise<UserServer> {
  const { handlers, close: closeStore, ...store } = kind === "sync" ? inSqlite() : inMemory();
  const { pass, ...interceptions } = createInterceptions();
  const errors: unknown[] = [];
  const http = { pass, secret, onError: (error: unknown) => void errors.push(error) };
  const listeners: Readonly<Record<UserServerKind, () => RequestListener>> = {
    sync: () => plainHttpListener({ ...http, handle: (body) => handleRequestSync(body, handlers) }),
    async: () => honoListener({ ...http, handlers }),
    plain: () => plainHttpListener({ ...http, handle: (body) => handleRequest(body, handlers) }),
  };
  const server = createServer(listeners[kind]());
  const port = await listenOnLoopback(server);
  return {
    ...store,
    ...interceptions,
    url: `http://127.0.0.1:${port}/invoke`,
    secret,
    users: userStoreFrom(handlers),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      closeStore();
      if (errors.length > 0) throw new AggregateError(errors, "The user server broke.");
    },
  };
}
