import { type CookieClient, createCookieClient, type Session } from "@tiauth/client";
import { isLook, readActionRequest } from "./action-request.ts";
import { crossOrigin, unavailable } from "./answer.ts";
import type { Asker } from "./asker.ts";
import { type DueCookie, withCookies } from "./cookies.ts";
import type { Forward } from "./forward.ts";
import { redirectToSignIn } from "./redirect.ts";
import type { RememberedSessions } from "./remembered-sessions.ts";
import { Unanswered } from "./unanswered.ts";

/** How long is for {@link Forward} to know. */
const waiting = { timeoutSeconds: Infinity };

/** One request of a person to the application, and what became of their cookies meanwhile. */
export interface Visit {
  /**
   * The client that a script of the page would have, on this side: tokens stay in cookies here too. What changes something is
   * refused with an {@link Unanswered} of status 403 unless the request comes from a page of the application's own origin.
   * Without an answer of the auth server its methods reject with an {@link Unanswered} of status 503.
   */
  readonly client: CookieClient;
  /**
   * The session of the person, undefined if they are not signed in. The auth server is asked once, and renews one that has run
   * out if it is set to. Rejects with an {@link Unanswered} of status 503 if there is no answer.
   */
  getSession(): Promise<Session | undefined>;
  /** The session, or a redirect to where one signs in and comes back from. Rejects as {@link Visit.getSession} does. */
  requireSession(options: RequireSessionOptions): Promise<Session | Response>;
  /** Whether the request has a cookie with a session that was signed here. Asks nobody whether the session still stands. */
  hasSessionCookie(): Promise<boolean>;
  /** The cookies that the response has to set, for who cannot use {@link Visit.respond}. */
  dueCookies(): readonly DueCookie[];
  /** The response, or if cookies became due a copy that sets them and that no cache keeps. */
  respond(response: Response): Response;
}

export interface RequireSessionOptions {
  /** Gets the query `next`, the path that was asked for: for {@link checkedPath}. */
  readonly signInPath: string;
}

export interface VisitOptions {
  readonly request: Request;
  readonly asker: Asker;
  readonly forward: Forward;
  readonly remembered: RememberedSessions;
  readonly mayChange: boolean;
}

export function createVisit({ request, asker, forward, remembered, mayChange }: VisitOptions): Visit {
  const { jar } = asker;
  let known: { readonly token: string; readonly session: Promise<Session | undefined> } | undefined;

  const client = createCookieClient(async (body) => {
    const asked = readActionRequest(body);
    if ("status" in asked) throw new Unanswered(asked);
    const answer = mayChange || isLook(asked.action) ? await forward(asked, asker) : crossOrigin;
    if (answer.status !== 200) throw new Unanswered(answer);
    return answer.body;
  }, waiting);

  const look = async () => {
    const result = await client.getSession();
    if (result.ok) return result.session;
    if (result.errorCode === "invalid_session_token") return undefined;
    throw new Unanswered(unavailable);
  };
  const getSession = async () => {
    const found = await jar.find("session_token");
    if (found.state !== "good") return undefined;
    const { token } = found;
    if (known?.token !== token)
      known = { token, session: Promise.resolve(remembered.get(token) ?? remembered.watch(token, look)) };
    return known.session;
  };
  const respond = (response: Response) => withCookies(response, jar.due());

  return {
    client,
    getSession,
    requireSession: async ({ signInPath }) => (await getSession()) ?? respond(redirectToSignIn(request, signInPath)),
    hasSessionCookie: async () => (await jar.find("session_token")).state === "good",
    dueCookies: () => jar.due(),
    respond,
  };
}
