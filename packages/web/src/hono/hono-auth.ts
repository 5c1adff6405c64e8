import type { Context, MiddlewareHandler } from "hono";
import { crossOrigin } from "../answer.ts";
import { missingCookies } from "../cookies.ts";
import {
  type RequireSessionOptions,
  type Sender,
  type Session,
  Unanswered,
  type Visit,
  type WebAuth,
} from "../index.ts";

/** What {@link honoAuth} puts into the context: `c.var.auth`. */
export interface AuthVariables {
  readonly Variables: { auth: Visit };
}

/** What {@link requireSession} adds: `c.var.session`. */
export interface SessionVariables {
  readonly Variables: { auth: Visit; session: Session };
}

export interface HonoAuthOptions {
  /** What the server knows of the sender: `(c) => ({ clientAddress: getConnInfo(c).remote.address })`. */
  readonly sender?: ((c: Context) => Sender) | undefined;
}

/**
 * Middleware for every route, `app.use(honoAuth(auth))`: it is the handler at `auth.path`, refuses forms that come from other
 * origins by throwing an {@link Unanswered}, and everywhere else gives `c.var.auth`, whose cookies it sets.
 */
export function honoAuth(auth: WebAuth, { sender }: HonoAuthOptions = {}): MiddlewareHandler<AuthVariables> {
  return async (c, next) => {
    if (c.req.path === auth.path) return auth.handler(c.req.raw, sender?.(c));
    if (auth.refuseCrossOrigin(c.req.raw)) throw new Unanswered(crossOrigin);
    const visit = auth.visit(c.req.raw, sender?.(c));
    c.set("auth", visit);
    await next();
    const lines = missingCookies(visit.dueCookies(), c.res.headers.getSetCookie());
    for (const line of lines) c.header("Set-Cookie", line, { append: true });
    // It is for one person: a cache that kept it would give their session to others.
    if (lines.length > 0) c.header("Cache-Control", "no-store");
    return undefined;
  };
}

/** Middleware for routes that need somebody to be signed in: gives `c.var.session`, or leads to where one signs in. */
export function requireSession(options: RequireSessionOptions): MiddlewareHandler<SessionVariables> {
  return async (c, next) => {
    const session = await c.var.auth.requireSession(options);
    if (session instanceof Response) return session;
    c.set("session", session);
    await next();
    return undefined;
  };
}
