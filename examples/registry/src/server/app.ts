import { createHandler, type UserHandlers } from "@tiauth/user-server";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { Refusal } from "../contract/refusals.ts";
import type { Registry } from "./domain/registry.ts";
import { answerError } from "./http/answer-error.ts";
import { type ApiOptions, createApi } from "./http/api.ts";
import type { RegistryEnv } from "./http/api-env.ts";
import { pages } from "./pages/pages.tsx";
import { report } from "./report.ts";
import { styleSheet } from "./style-sheet.ts";

export interface AppOptions extends ApiOptions {
  readonly registry: Registry;
  readonly userHandlers: UserHandlers;
  /** Shared with the auth server, which signs what it asks of the users. */
  readonly sharedSecret: string;
}

/** No script runs on these pages, and nobody can put them into a frame. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["data:"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

export function createApp(options: AppOptions): Hono<RegistryEnv> {
  const { registry, userHandlers, sharedSecret } = options;
  const invoke = createHandler({ handlers: userHandlers, secret: sharedSecret, onError: ({ error }) => report(error) });
  return new Hono<RegistryEnv>()
    .onError(answerError)
    .use(secureHeaders({ contentSecurityPolicy }), async (context, next) => {
      // In no name, and Postgres can look for none that has it.
      if (context.req.url.includes("%00")) throw new Refusal("invalid_request");
      context.set("registry", registry);
      await next();
    })
    .post("/user-server", (context) => invoke(context.req.raw))
    .get("/style.css", (context) => context.body(styleSheet, 200, { "Content-Type": "text/css" }))
    .route("/api", createApi(options))
    .route("/", pages);
}
