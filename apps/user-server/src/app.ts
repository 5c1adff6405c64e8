import { createEndpoint, createHandler, type UserHandlers } from "@tiauth/user-server";
import { Hono } from "hono";
import { printEmail } from "./email.ts";
import type { WriteLine } from "./write-line.ts";

export interface AppOptions {
  readonly handlers: UserHandlers;
  /** Checks the signature of what comes to `/invoke` and `/email`. */
  readonly secret: string | undefined;
  readonly writeLine: WriteLine;
}

/** `POST /invoke` for the user server actions, `POST /email` for mails, `GET /health`. */
export function createApp({ handlers, secret, writeLine }: AppOptions): Hono {
  const reportError = ({ error, ...where }: { readonly error: unknown }) =>
    writeLine({ msg: "error", ...where, error: error instanceof Error ? error.stack : String(error) });

  const invoke = createHandler({ handlers, secret, onError: reportError });
  const email = createEndpoint({ secret, answer: printEmail(writeLine) });

  return new Hono()
    .all("/invoke", (context) => invoke(context.req.raw))
    .all("/email", (context) => email(context.req.raw))
    .get("/health", (context) => context.json({ status: "ok" }))
    .notFound((context) => context.json({ error: { code: "not_found", message: "There is nothing here." } }, 404))
    .onError((error, context) => {
      reportError({ error });
      return context.json({ error: { code: "internal_error", message: "Something broke." } }, 500);
    });
}
