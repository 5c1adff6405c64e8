import { createHandler, type UserHandlers } from "@tiauth/user-server";
import type { WebAuth } from "@tiauth/web";
import { honoAuth } from "@tiauth/web/hono";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "./app-env.ts";
import { senderOf } from "./client-address.ts";
import { answerError, answerNotFound } from "./pages/error-page.tsx";
import { layout } from "./pages/layout.tsx";
import { account } from "./routes/account.tsx";
import { passwordReset } from "./routes/password-reset.tsx";
import { signIn } from "./routes/sign-in.tsx";
import { signUp } from "./routes/sign-up.tsx";
import { styleSheet } from "./style-sheet.ts";
import type { Accounts } from "./users/accounts.ts";

export interface AppOptions {
  readonly auth: WebAuth;
  readonly accounts: Accounts;
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

/** With "no-referrer" forms come with `Origin: null`, and older browsers say nothing else of where one comes from. */
const referrerPolicy = "same-origin";

export function createApp(options: AppOptions): Hono<AppEnv> {
  const { auth, accounts, userHandlers, sharedSecret } = options;
  const invoke = createHandler({ handlers: userHandlers, secret: sharedSecret });
  return new Hono<AppEnv>()
    .post("/user-server", (context) => invoke(context.req.raw))
    .get("/style.css", (context) => context.body(styleSheet, 200, { "Content-Type": "text/css" }))
    .use(secureHeaders({ contentSecurityPolicy, referrerPolicy }), bodyLimit({ maxSize: 64 * 1024 }))
    .use(honoAuth(auth, { sender: senderOf }))
    .use(layout, async (context, next) => {
      context.set("accounts", accounts);
      // Who signs out on a shared computer leaves no page behind for the Back button.
      context.header("Cache-Control", "no-store");
      await next();
    })
    .get("/", (context) => context.redirect("/account"))
    .route("/sign-up", signUp)
    .route("/sign-in", signIn)
    .route("/password-reset", passwordReset)
    .route("/account", account)
    .notFound(answerNotFound)
    .onError(answerError);
}
