import type { IncomingMessage, ServerResponse } from "node:http";
import { badRequest, toResponse } from "../answer.ts";
import { missingCookies } from "../cookies.ts";
import type { RequireSessionOptions, Sender, Session, Visit, WebAuth } from "../index.ts";
import { readIncoming } from "./read-incoming.ts";
import { type NodeRequest, toWebRequest } from "./web-request.ts";
import { beforeHead, writeResponse } from "./write-response.ts";

/** Middleware of Express; of node:http with a `next` that answers. */
export type NodeMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => Promise<void>;

export interface NodeAuthOptions {
  /** Who sent a request. By default Express's `request.ip`, otherwise the other end of the connection. */
  readonly sender?: ((request: IncomingMessage) => Sender) | undefined;
}

const visits = new WeakMap<IncomingMessage, Visit>();
const sessions = new WeakMap<IncomingMessage, Session>();

/**
 * Middleware for every route, `app.use(nodeAuth(auth))`: it is the handler at `auth.path`, refuses forms that come from other
 * origins, and for all other requests there is {@link visitOf}, whose cookies it sets.
 */
export function nodeAuth(auth: WebAuth, { sender = senderOf }: NodeAuthOptions = {}): NodeMiddleware {
  const answerOf = async (incoming: NodeRequest, request: Request): Promise<Response | undefined> => {
    if (new URL(request.url).pathname !== auth.path) return auth.refuseCrossOrigin(request);
    const whole = request.method === "POST" && toWebRequest(incoming, await readIncoming(incoming));
    return auth.handler(whole || request, sender(incoming));
  };
  return async (incoming, response, next) => {
    try {
      const request = toWebRequest(incoming);
      if (!request) return await writeResponse(response, toResponse(badRequest));
      const answer = await answerOf(incoming, request);
      if (answer) return await writeResponse(response, answer);
      const visit = auth.visit(request, sender(incoming));
      visits.set(incoming, visit);
      beforeHead(response, () => addCookies(response, visit));
    } catch (error) {
      return next(error);
    }
    next();
  };
}

/** The visit of a request that went through {@link nodeAuth}. @throws if it did not. */
export function visitOf(request: IncomingMessage): Visit {
  const visit = visits.get(request);
  if (visit) return visit;
  throw new Error("nodeAuth(auth) has not seen this request: app.use it first.");
}

/** Middleware for routes that need somebody to be signed in, for {@link sessionOf}; others are led to where one signs in. */
export function requireSession(options: RequireSessionOptions): NodeMiddleware {
  return async (request, response, next) => {
    try {
      const session = await visitOf(request).requireSession(options);
      if (session instanceof Response) return await writeResponse(response, session);
      sessions.set(request, session);
    } catch (error) {
      return next(error);
    }
    next();
  };
}

/** The session of a request that went through {@link requireSession}. @throws if it did not. */
export function sessionOf(request: IncomingMessage): Session {
  const session = sessions.get(request);
  if (session) return session;
  throw new Error("requireSession has not seen this request: put it before the route.");
}

const senderOf = ({ ip, socket }: NodeRequest): Sender => ({ clientAddress: ip ?? socket.remoteAddress });

function addCookies(response: ServerResponse, visit: Visit): void {
  const lines = missingCookies(visit.dueCookies(), [response.getHeader("Set-Cookie") ?? []].flat().map(String));
  for (const line of lines) response.appendHeader("Set-Cookie", line);
  // It is for one person: a cache that kept it would give their session to others.
  if (lines.length > 0) response.setHeader("Cache-Control", "no-store");
}
