import type { IncomingMessage } from "node:http";
import type { Accepts } from "@tiauth/protocol";
import type { Answer, InvokeOptions } from "@tiauth/server";
import { badRequest, type HttpAnswer, invalidClientContext } from "./answer.ts";
import { createLabels } from "./client-label.ts";
import { readBody } from "./read-body.ts";
import { clearStorage } from "./reset.ts";
import type { Handler, Routes } from "./routes.ts";
import { createSenders, type Sender } from "./sender.ts";

export interface PublicPorts {
  /** The core. Never rejects. */
  readonly invoke: (body: string, options: InvokeOptions) => Promise<Answer>;
  /** Who sent a request; undefined if they have hung up. */
  readonly clientAddress: (incoming: IncomingMessage) => string | undefined;
  /** What a backend that forwards requests signs with. Without it requests are what they say themselves. */
  readonly sharedSecret?: string | undefined;
  /** Which actions are taken; all by default. */
  readonly accepts?: Accepts | undefined;
  /** What is missing to serve requests; empty if nothing is. */
  readonly findMissing: () => Promise<readonly string[]>;
  /** Empties the storage. With it there is a route `/reset`, which anybody can call. */
  readonly clear?: (() => Promise<void>) | undefined;
}

/** The routes of the public listener. */
export function publicRoutes({ findMissing, clear, ...ports }: PublicPorts): Routes {
  const reset = clear && clearStorage(clear);
  return {
    "/": { POST: invoking(ports), OPTIONS: () => options },
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

function invoking(ports: Omit<PublicPorts, "findMissing" | "clear">): Handler {
  const { invoke, clientAddress, sharedSecret, accepts: { allow, block } = {} } = ports;
  const senderOf = createSenders(sharedSecret);
  const labelOf = createLabels();
  const optionsOf = ({ clientAddress, userAgent, acceptLanguage }: Sender): InvokeOptions => ({
    allow, // one by one: to spread them takes microseconds
    block,
    clientAddress,
    clientLabel: labelOf(userAgent),
    acceptLanguage: shortEnough(acceptLanguage),
  });
  return async (incoming) => {
    // Asked first: the address of a socket is gone as soon as its peer is, and without one no limit would apply.
    const address = clientAddress(incoming);
    const body = await readBody(incoming);
    if (typeof body !== "string") return body;
    if (address === undefined) return badRequest; // nobody is there to read it
    const sender = await senderOf({ headers: incoming.headers, clientAddress: address, body });
    return sender ? toHttp(await invoke(body, optionsOf(sender))) : invalidClientContext;
  };
}

/** Far beyond what browsers send. It is kept with each notice that waits. */
const maxAcceptLanguageCharacters = 1000;

const shortEnough = (acceptLanguage: string | undefined) =>
  acceptLanguage && acceptLanguage.length <= maxAcceptLanguageCharacters ? acceptLanguage : undefined;

const toHttp = ({ status, body, retryAfterSeconds }: Answer): HttpAnswer =>
  retryAfterSeconds === undefined
    ? { status, body }
    : { status, body, headers: { "Retry-After": String(retryAfterSeconds) } };
