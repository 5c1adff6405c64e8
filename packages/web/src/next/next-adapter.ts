import type { CookieClient, Session } from "@tiauth/client";
// What Next.js takes `next/navigation` for on the server. It does so only where the name has no ending, which Node wants.
import { redirect } from "next/dist/client/components/navigation.react-server.js";
import type { NextRequest } from "next/server.js";
import { cache } from "react";
import { checkedPath, type WebAuth } from "../index.ts";
import { asSent, currentRequest } from "./current-request.ts";
import { type Looks, look, onlyToLook } from "./looks.ts";
import { guard } from "./proxy.ts";
import { setCookies } from "./set-cookies.ts";

export interface NextAdapterOptions {
  /** Makes what is used. Called once, at the first request: Next.js loads modules when it builds, where there are no secrets. */
  readonly webAuth: () => WebAuth;
  /** The page where one signs in. Gets the query `next`, the path that was asked for: for `checkedPath`. */
  readonly signInPath: string;
}

/** What the files of an application of Next.js export and call. All of it rejects with `Unanswered` if the auth server is down. */
export interface NextAdapter {
  /** The route handler, `export const POST = auth.route` in `app/auth/route.ts`: answers the scripts of `createCookieClient`. */
  route(request: Request): Promise<Response>;
  /**
   * `export const proxy = auth.proxy` in `proxy.ts`, for the paths of its `config.matcher`. Leads who has no session to where one
   * signs in, without asking the auth server: a session may have ended meanwhile, so pages call `requireSession`. Sets the
   * cookies that are due, as those are that an older secret signed: pages cannot. Refuses what other origins post, with 403:
   * leave out the paths where other servers post something.
   */
  proxy(request: NextRequest): Promise<Response>;
  /** The session of the person, undefined if they are not signed in. Asked once for each page, however many components ask. */
  getSession(): Promise<Session | undefined>;
  /** The session; who has none is led to where one signs in, and from there to `next`, the path of this page. */
  requireSession(from: { readonly next: string }): Promise<Session>;
  /** For pages: asks what changes nothing. Anything else is refused, also if the types are circumvented: pages set no cookies. */
  look<Result>(ask: (client: Looks) => Promise<Result>): Promise<Result>;
  /**
   * For server actions, and route handlers that take a `POST`: sets the cookies, also if `run` redirects. What changes
   * something is refused with an `Unanswered` of status 403 unless it comes from a page of the application's own origin.
   *
   * @throws {Error} before anything is done, if a page is being rendered.
   */
  act<Result>(run: (client: CookieClient) => Promise<Result>): Promise<Result>;
}

/** Sessions in cookies for the App Router of Next.js. */
export function nextAdapter({ webAuth, signInPath }: NextAdapterOptions): NextAdapter {
  let made: WebAuth | undefined;
  const web = () => {
    made ??= webAuth();
    return made;
  };
  // Of React: lasts for the rendering of one page, and with the request its visit. In server actions each call makes a new
  // one, which has the cookies of by then. While Next.js builds there is none, and nothing below goes further.
  const pageRequest = cache(async () => onlyToLook(await currentRequest()));
  const getSession = async () => {
    const request = await pageRequest();
    return web().getSession(request);
  };
  return {
    route: (request) => web().handler(asSent(request)),
    async proxy(request) {
      const sent = asSent(request);
      return web().refuseCrossOrigin(sent) ?? guard(request, web().visit(sent), signInPath);
    },
    getSession,
    requireSession: async ({ next }) =>
      (await getSession()) ?? redirect(`${signInPath}?next=${encodeURIComponent(checkedPath(next))}`),
    async look(ask) {
      const request = await pageRequest();
      return look(request, { visit: web().visit, ask });
    },
    async act(run) {
      const request = await currentRequest();
      if (!request.headers.has("origin")) throw new Error(notInPages);
      const visit = web().visit(request);
      try {
        return await run(visit.client);
      } finally {
        await setCookies(visit.dueCookies());
      }
    },
  };
}

/** Browsers send `Origin` with what they post, and not with what they merely look at. */
const notInPages = "`act` is for server actions and for route handlers that take a POST. Pages can only `look`.";
