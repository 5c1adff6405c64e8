import type { IncomingMessage } from "node:http";
import { type AnyBody, type HttpAnswer, refusal } from "../../http/answer.ts";
import type { Handler, Routes } from "../../http/routes.ts";
import { isLoopback } from "../../settings/loopback.ts";

/**
 * Keeps the pages of other sites out, though they run in a browser on this machine: no name but a loopback one is
 * answered to, so that a site cannot give this server a name of its own (DNS rebinding), and nothing is changed for a
 * page that did not come from here.
 */
export function loopbackOnly(routes: Routes): Routes {
  const guardAll = (byMethod: Routes[string]) =>
    Object.fromEntries(Object.entries(byMethod).map(([method, handle]) => [method, guard(handle)]));
  return Object.fromEntries(Object.entries(routes).map(([path, byMethod]) => [path, guardAll(byMethod)]));
}

function guard(handle: Handler): Handler {
  return async (incoming) => {
    if (!hasLoopbackHost(incoming)) return foreignHost;
    if (incoming.method !== "GET" && incoming.method !== "HEAD" && isFromElsewhere(incoming)) return foreignOrigin;
    return forOwnPages(await handle(incoming));
  };
}

/** HTTP/1.0 may leave the host out; no browser does. */
const hasLoopbackHost = ({ headers: { host = "localhost" } }: IncomingMessage) => isLoopback(host.replace(/:\d+$/, ""));

/** Programs send no Origin; browsers always do with a request that changes something. */
const isFromElsewhere = ({ headers: { origin, host } }: IncomingMessage) =>
  origin !== undefined && origin !== `http://${host}`;

const forOwnPages = ({ headers, ...answer }: HttpAnswer<AnyBody>): HttpAnswer<AnyBody> => ({
  ...answer,
  headers: { "Cross-Origin-Resource-Policy": "same-origin", ...headers },
});

const foreignHost = refusal(403, {
  code: "foreign_host",
  message: "This is answered at localhost, 127.0.0.1 and [::1] only.",
});
const foreignOrigin = refusal(403, {
  code: "foreign_origin",
  message: "This is not done for a page of another origin.",
});
