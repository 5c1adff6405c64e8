import type { RequestListener } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { createHandler, type UserHandlers } from "@tiauth/user-server";
import { Hono } from "hono";
import type { Interceptions } from "./interceptions.ts";
import { broken } from "./plain-http.ts";

export interface HonoAppOptions {
  readonly pass: Interceptions["pass"];
  readonly handlers: UserHandlers;
  readonly secret: string | undefined;
  readonly onError: (error: unknown) => void;
}

/** A user server as an application has one that uses hono: `createHandler` behind a route. */
export function honoListener({ pass, handlers, secret, onError }: HonoAppOptions): RequestListener {
  const handle = createHandler({ handlers, secret });
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.post("/invoke", async (context) => {
    const request = context.req.raw;
    const body = await request.clone().text();
    const answer = await pass({ body, answer: async () => read(await handle(request.clone())) });
    if (answer === "hang up") context.env.incoming.socket.destroy();
    const { status, body: answerBody } = answer === "hang up" ? broken : answer;
    return new Response(answerBody, { status, headers: { "Content-Type": "application/json" } });
  });
  app.onError((error, context) => {
    // Otherwise whoever asked is gone: killed, perhaps.
    if (context.env.incoming.complete) onError(error);
    return new Response(broken.body, { status: broken.status });
  });
  return getRequestListener(app.fetch);
}

const read = async (response: Response) => ({ status: response.status, body: await response.text() });
