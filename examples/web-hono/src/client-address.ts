import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** Who is at the other end of the connection. */
export const connectedAddress = (context: Context): string | undefined => getConnInfo(context).remote.address;

/** Whom the proxy in front saw at the other end of its own: it adds them at the end, what stands before is hearsay. */
export const forwardedAddress = (context: Context): string | undefined =>
  context.req.header("X-Forwarded-For")?.split(",").at(-1)?.trim();
