import type { CookieClient, Signup } from "@tiauth/client";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../app-env.ts";
import { readForm, toCode } from "../forms/read-form.ts";
import type { Problem } from "../forms/refusals.ts";
import { SignUpCodePage, SignUpPage, SignUpPasswordPage } from "../pages/sign-up-pages.tsx";
import { answerForm } from "./answer-form.ts";
import { seeOther } from "./see-other.ts";

const title = "Create an account";

interface SignUpEnv {
  Variables: AppEnv["Variables"] & { readonly signup: Signup };
}

/** For the steps behind the first. The auth server knows how far this browser is: nothing of it is kept here. */
const requireSignup = createMiddleware<SignUpEnv>(async (context, next) => {
  const found = await context.var.auth.client.getSignup();
  if (!found.ok) return seeOther(context, "/sign-up", "start-again");
  context.set("signup", found.signup);
  return next();
});

const codeStep = new Hono<SignUpEnv>()
  .use(requireSignup)
  .get("/", (context) => {
    const { signup } = context.var;
    if (signup.emailAddressVerified) return seeOther(context, "/sign-up/password");
    return context.render(<SignUpCodePage {...signup} />, { title });
  })
  .post("/", async (context) => {
    const { auth, signup } = context.var;
    const emailAddressVerificationCode = toCode((await readForm(context))("code"));
    const result = await auth.client.verifySignupEmailAddressVerificationCode({ emailAddressVerificationCode });
    const again = (problem: Problem) => <SignUpCodePage {...signup} problem={problem} />;
    return answerForm(context, result, { next: "/sign-up/password", again, title });
  })
  .post("/new", async (context) => {
    const { auth, signup } = context.var;
    const result = await auth.client.sendSignupEmailAddressVerificationCode();
    const again = (problem: Problem) => <SignUpCodePage {...signup} problem={problem} />;
    return answerForm(context, result, { next: "/sign-up/code", notice: "code-sent", again, title });
  });

const passwordStep = new Hono<SignUpEnv>()
  .use(requireSignup)
  .get("/", (context) => {
    const { signup } = context.var;
    if (!signup.emailAddressVerified) return seeOther(context, "/sign-up/code");
    return context.render(<SignUpPasswordPage {...signup} />, { title });
  })
  .post("/", async (context) => {
    const { auth, signup } = context.var;
    const result = await setPassword(auth.client, (await readForm(context))("new_password"));
    const again = (problem: Problem) => <SignUpPasswordPage {...signup} problem={problem} />;
    return answerForm(context, result, { next: "/account", again, title });
  });

/** Address → code from the mail → password. Each step is a page of its own, and says so in its address. */
export const signUp = new Hono<AppEnv>()
  .get("/", (context) => context.render(<SignUpPage />, { title }))
  .post("/", async (context) => {
    const emailAddress = (await readForm(context))("email_address");
    const result = await context.var.auth.client.createSignup({ emailAddress });
    const again = (problem: Problem) => <SignUpPage emailAddress={emailAddress} problem={problem} />;
    return answerForm(context, result, { next: "/sign-up/code", again, title });
  })
  .route("/code", codeStep)
  .route("/password", passwordStep);

async function setPassword(client: CookieClient, password: string) {
  const set = await client.setSignupPassword({ password });
  return set.ok ? client.completeSignup() : set;
}
