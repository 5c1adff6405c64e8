import type { CookieClient } from "@tiauth/client";
import { checkedPath } from "@tiauth/web";
import { Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import { readForm } from "../forms/read-form.ts";
import { SignInPage } from "../pages/sign-in-page.tsx";
import { answerForm } from "./answer-form.ts";

const title = "Sign in";

export const signIn = new Hono<AppEnv>()
  .get("/", (context) => context.render(<SignInPage />, { title }))
  .post("/", async (context) => {
    const field = await readForm(context);
    const emailAddress = field("email_address");
    const result = await signInWith(context.var.auth.client, { emailAddress, password: field("password") });
    return answerForm(context, result, {
      next: checkedPath(context.req.query("next"), "/account"),
      again: (problem) => <SignInPage emailAddress={emailAddress} problem={problem} />,
      title,
    });
  });

interface Credentials {
  readonly emailAddress: string;
  readonly password: string;
}

async function signInWith(client: CookieClient, { emailAddress, password }: Credentials) {
  const created = await client.createSignin({ userEmailAddress: emailAddress });
  if (!created.ok) return created;
  const verified = await client.verifySigninUserPassword({ password });
  return verified.ok ? client.completeSignin() : verified;
}
