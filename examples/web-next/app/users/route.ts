import { createHandler } from "@tiauth/user-server";
import { users } from "../../lib/users";

/** What Tiauth asks about users. It signs what it asks: nobody else is answered. */
export const POST = (request: Request): Promise<Response> =>
  createHandler({ handlers: users().handlers, secret: process.env.SHARED_SECRET ?? "" })(request);
