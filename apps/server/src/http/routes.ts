import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { type AnyBody, type HttpAnswer, internalError, methodNotAllowed, notFound, toResponse } from "./answer.ts";
import type { CrossOrigin } from "./cross-origin.ts";

type Method = "GET" | "POST" | "DELETE" | "OPTIONS";
export type Handler = (incoming: IncomingMessage) => HttpAnswer<AnyBody> | Promise<HttpAnswer<AnyBody>>;

/** All that a listener answers: by path as hono matches it, then by method. */
export type Routes = Readonly<Record<string, Partial<Readonly<Record<Method, Handler>>>>>;

export interface AppOptions {
  readonly crossOrigin: CrossOrigin;
  /** Told of what a handler threw, which is a bug. */
  readonly onError: (error: unknown) => void;
}

/** Makes an application of a table of routes: any other path is 404, any other method 405 (REQUIREMENTS H3). */
export function createApp(routes: Routes, { crossOrigin, onError }: AppOptions) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const respond = (incoming: IncomingMessage, answer: HttpAnswer<AnyBody>) => toResponse(answer, crossOrigin(incoming));

  for (const [path, byMethod] of Object.entries(routes)) {
    for (const [method, handle] of Object.entries(byMethod))
      app.on(method, path, async ({ env }) => respond(env.incoming, await handle(env.incoming)));
    const refused = methodNotAllowed(allowedMethods(byMethod));
    app.all(path, ({ env }) => respond(env.incoming, refused));
  }
  app.notFound(({ env }) => respond(env.incoming, notFound));
  app.onError((error, { env }) => {
    onError(error);
    return respond(env.incoming, internalError);
  });
  return app;
}

/** The value of `Allow`. hono answers HEAD wherever it answers GET. */
const allowedMethods = (byMethod: Routes[string]) =>
  Object.keys(byMethod)
    .flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]))
    .join(", ");
