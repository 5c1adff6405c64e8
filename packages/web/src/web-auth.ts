import type { Session } from "@tiauth/client";
import { crossOrigin, toResponse } from "./answer.ts";
import { createAskers, type Sender } from "./asker.ts";
import { reachAuthServer } from "./auth-server.ts";
import { withCookies } from "./cookies.ts";
import { createForward } from "./forward.ts";
import { handle } from "./handler.ts";
import { readOptions, type WebAuthOptions } from "./options.ts";
import { isSameOrigin } from "./origin.ts";
import { rememberSessions } from "./remembered-sessions.ts";
import { createVisit, type RequireSessionOptions, type Visit } from "./visit.ts";

/** Sessions in cookies. Requests are Web-standard ones; what belongs to one is remembered as long as the object lives. */
export interface WebAuth {
  /** Where {@link WebAuth.handler} is to be mounted. */
  readonly path: string;
  /** Answers the scripts of `createCookieClient`. Never rejects. */
  handler(request: Request, sender?: Sender): Promise<Response>;
  /** For pages that the server renders: the session, and the same client on this side. The same one for the same request. */
  visit(request: Request, sender?: Sender): Visit;
  /** {@link Visit.getSession} of the request's visit. */
  getSession(request: Request): Promise<Session | undefined>;
  /** {@link Visit.requireSession} of the request's visit. */
  requireSession(request: Request, options: RequireSessionOptions): Promise<Session | Response>;
  /**
   * 403 for a request that would change something (any but GET, HEAD and OPTIONS) and does not come from a page of this origin;
   * otherwise undefined. For forms that the application takes itself; the adapters ask it for every request.
   */
  refuseCrossOrigin(request: Request): Response | undefined;
}

/**
 * Sessions in cookies for an application's own server.
 *
 * @throws {RangeError} at once if an option would not be safe: a secret that is missing or short, an origin that is none.
 */
export function createWebAuth(options: WebAuthOptions): WebAuth {
  const settings = readOptions(options);
  const remembered = rememberSessions({ ...settings, maxSessions: settings.rememberedSessions });
  const ask = reachAuthServer(settings.authServer, settings);
  const forward = createForward({ ask, onError: settings.onError, onSuccess: remembered.forget });
  const askerOf = createAskers(settings);
  const isOwn = (request: Request) => isSameOrigin(request, settings.origins);
  const visits = new WeakMap<Request, Visit>();

  const visit = (request: Request, sender?: Sender) => {
    const known = visits.get(request);
    if (known) return known;
    const asker = askerOf(request, sender);
    const made = createVisit({ request, asker, forward, remembered, mayChange: isOwn(request) });
    visits.set(request, made);
    return made;
  };

  return {
    path: settings.path,
    async handler(request, sender) {
      const asker = askerOf(request, sender);
      const handled = { asker, forward, accepted: settings.actions, isSameOrigin: isOwn(request) };
      return withCookies(toResponse(await handle(request, handled)), asker.jar.due());
    },
    visit,
    getSession: (request) => visit(request).getSession(),
    requireSession: (request, required) => visit(request).requireSession(required),
    refuseCrossOrigin: (request) => (isSafe(request) || isOwn(request) ? undefined : toResponse(crossOrigin)),
  };
}

/** RFC 9110 §9.2.1 */
const isSafe = ({ method }: Request) => ["GET", "HEAD", "OPTIONS"].includes(method);
