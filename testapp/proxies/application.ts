import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { createWebAuth } from "@tiauth/web";
import { honoAuth } from "@tiauth/web/hono";
import { Hono } from "hono";
import { listenOnLoopback } from "../harness/loopback.ts";

/** By what applications know the origin that people use. */
const seen = ["host", "x-forwarded-host", "x-forwarded-proto"];

export interface ApplicationOptions {
  /** Where Tiauth takes actions. */
  readonly authServer: string;
  readonly sharedSecret: string;
}

/** An application as docs/web.md has it behind a reverse proxy, at https://app.example.com. */
export async function startApplication({ authServer, sharedSecret }: ApplicationOptions) {
  const auth = createWebAuth({
    authServer,
    sharedSecret,
    cookieSecrets: ["a secret of the application, for tests"],
    origins: ["https://app.example.com"],
    clientAddress: ({ headers }) => headers.get("x-forwarded-for")?.split(",").at(-1)?.trim(),
  });
  const app = new Hono()
    .use(honoAuth(auth))
    .get("/", async (c) => c.text((await c.var.auth.getSession())?.userId ?? "nobody"))
    .post("/signout", async (c) => {
      await c.var.auth.client.deleteSession();
      return c.redirect("/");
    })
    .get("/seen", (c) => c.json(seen.map((name) => c.req.header(name))))
    .get("/hangs", () => new Promise<Response>(() => {}));
  const server = createServer(getRequestListener(app.fetch));
  server.keepAliveTimeout = 65_000;
  const port = await listenOnLoopback(server);
  const close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { port, close };
}
