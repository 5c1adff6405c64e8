import type { Session } from "@tiauth/client";
import { crossOrigin, toResponse } from "./answer.ts";
import { reachAuthServer } from "./auth-server.ts";
import { withCookies } from "./cookies.ts";
import { createForward } from "./forward.ts";
import { handle } from "./handler.ts";
import { createJar } from "./jar.ts";
import { readOptions, type WebAuthOptions } from "./options.ts";
import { isLocal, isSameOrigin } from "./origin.ts";
import { rememberSessions } from "./remembered-sessions.ts";
import { createVisit, type RequireSessionOptions, type Visit } from "./visit.ts";

/** What the server that took a request knows about who sent it. */
export interface Sender {
  /** The IP address at the other end of the connection, or before the proxies that are trusted. */
  readonly clientAddress?: string | undefined;
}

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
  const { secrets, origins, cookiePrefix, now, onError } = settings;
  const remembered = rememberSessions({ ...settings, maxSessions: settings.rememberedSessions });
  const ask = reachAuthServer(settings.authServer, settings);
  const forward = createForward({ ask, onError, onSuccess: remembered.forget });
  const visits = new WeakMap<Request, Visit>();
  let hasWarned = false;

  const askerOf = (request: Request, sender: Sender = {}) => {
    const secure = !(settings.isDevelopment && isLocal(request, origins));
    if (!secure && !hasWarned) {
      hasWarned = true;
      settings.warn(insecure);
    }
    const header = request.headers.get("cookie") ?? "";
    const prefix = `${secure ? "__Host-" : ""}${cookiePrefix}`;
    const context = {
      clientAddress: sender.clientAddress ?? settings.clientAddress?.(request),
      userAgent: request.headers.get("user-agent") ?? undefined,
      acceptLanguage: request.headers.get("accept-language") ?? undefined,
    };
    return { jar: createJar({ header, secrets, prefix, secure, now }), context };
  };
  const visit = (request: Request, sender?: Sender) => {
    const known = visits.get(request);
    if (known) return known;
    const mayChange = isSameOrigin(request, origins);
    const made = createVisit({ request, asker: askerOf(request, sender), forward, remembered, mayChange });
    visits.set(request, made);
    return made;
  };

  return {
    path: settings.path,
    async handler(request, sender) {
      const asker = askerOf(request, sender);
      const accepted = settings.actions;
      const answer = await handle(request, { asker, forward, accepted, isSameOrigin: isSameOrigin(request, origins) });
      return withCookies(toResponse(answer), asker.jar.due());
    },
    visit,
    getSession: (request) => visit(request).getSession(),
    requireSession: (request, required) => visit(request).requireSession(required),
    refuseCrossOrigin(request) {
      const isSafe = ["GET", "HEAD", "OPTIONS"].includes(request.method);
      return isSafe || isSameOrigin(request, origins) ? undefined : toResponse(crossOrigin);
    },
  };
}

const insecure =
  "Tiauth: cookies on http://localhost are neither Secure nor __Host-: for development only. " +
  "In production serve https and set NODE_ENV=production, or tell createWebAuth the `origins` that people use.";
