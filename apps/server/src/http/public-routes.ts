import type { IncomingMessage } from "node:http";
import type { Answer, InvokeOptions } from "@tiauth/server";
import { badRequest, type HttpAnswer } from "./answer.ts";
import { readBody } from "./read-body.ts";
import { clearStorage } from "./reset.ts";
import type { Handler, Routes } from "./routes.ts";

export interface PublicPorts {
  /** The core. Never rejects. */
  readonly invoke: (body: string, options: InvokeOptions) => Promise<Answer>;
  /** Who sent a request; undefined if they have hung up. */
  readonly clientAddress: (incoming: IncomingMessage) => string | undefined;
  /** What is missing to serve requests; empty if nothing is. */
  readonly findMissing: () => Promise<readonly string[]>;
  /** Empties the storage. With it there is a route `/reset`, which anybody can call. */
  readonly clear?: (() => Promise<void>) | undefined;
}

/** The routes of the public listener. */
export function publicRoutes({ invoke, clientAddress, findMissing, clear }: PublicPorts): Routes {
  const reset = clear && clearStorage(clear);
  return {
    "/": { POST: invoking({ invoke, clientAddress }), OPTIONS: () => options },
    "/alive": { GET: () => alive },
    "/ready": { GET: async () => readiness(await findMissing()) },
    ...(reset && { "/reset": { GET: reset, POST: reset } }),
  };
}

const options: HttpAnswer = { status: 204, body: "", headers: { Allow: "POST, OPTIONS" } };
const alive: HttpAnswer = { status: 200, body: JSON.stringify({ status: "alive" }) };

const readiness = (missing: readonly string[]): HttpAnswer =>
  missing.length === 0
    ? { status: 200, body: JSON.stringify({ status: "ready" }) }
    : { status: 503, body: JSON.stringify({ status: "not_ready", missing }), headers: { "Retry-After": "2" } };

function invoking({ invoke, clientAddress }: Pick<PublicPorts, "invoke" | "clientAddress">): Handler {
  return async (incoming) => {
    // Asked first: the address of a socket is gone as soon as its peer is, and without one no limit would apply.
    const address = clientAddress(incoming);
    const body = await readBody(incoming);
    if (typeof body !== "string") return body;
    if (address === undefined) return badRequest; // nobody is there to read it
    return toHttp(await invoke(body, { clientAddress: address, acceptLanguage: acceptLanguageOf(incoming) }));
  };
}

/** Far beyond what browsers send. It is kept with each notice that waits. */
const maxAcceptLanguageCharacters = 1000;

const acceptLanguageOf = ({ headers: { "accept-language": header } }: IncomingMessage) =>
  header && header.length <= maxAcceptLanguageCharacters ? header : undefined;

const toHttp = ({ status, body, retryAfterSeconds }: Answer): HttpAnswer =>
  retryAfterSeconds === undefined
    ? { status, body }
    : { status, body, headers: { "Retry-After": String(retryAfterSeconds) } };
