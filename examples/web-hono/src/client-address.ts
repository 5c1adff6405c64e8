import { getConnInfo } from "@hono/node-server/conninfo";
import type { Sender } from "@tiauth/web";
import type { Context } from "hono";

/** Who is at the other end of the connection. */
export const senderOf = (context: Context): Sender => ({ clientAddress: getConnInfo(context).remote.address });

/** Whom the proxy in front saw at the other end of its own: it adds them at the end, what stands before is hearsay. */
export const forwardedAddress = ({ headers }: Request): string | undefined =>
  headers.get("X-Forwarded-For")?.split(",").at(-1)?.trim();
