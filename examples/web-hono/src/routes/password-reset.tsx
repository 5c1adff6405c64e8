import type { CookieClient, UserPasswordReset } from "@tiauth/client";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../app-env.ts";
import { readForm, toCode } from "../forms/read-form.ts";
import type { Problem } from "../forms/refusals.ts";
import { ChooseNewPasswordPage, PasswordResetPage, TemporaryPasswordPage } from "../pages/password-reset-pages.tsx";
import { answerForm } from "./answer-form.ts";
import { seeOther } from "./see-other.ts";

const title = "Choose a new password";

interface PasswordResetEnv {
  Variables: AppEnv["Variables"] & { readonly passwordReset: UserPasswordReset };
}

/** For the steps behind the first. */
const requirePasswordReset = createMiddleware<PasswordResetEnv>(async (context, next) => {
  const found = await context.var.auth.client.getUserPasswordReset();
  if (!found.ok) return seeOther(context, "/password-reset", "start-again");
  context.set("passwordReset", found.userPasswordReset);
  return next();
});

const temporaryPasswordStep = new Hono<PasswordResetEnv>()
  .use(requirePasswordReset)
  .get("/", (context) => {
    if (context.var.passwordReset.userFirstFactorVerified) return seeOther(context, "/password-reset/new-password");
    return context.render(<TemporaryPasswordPage />, { title });
  })
  .post("/", async (context) => {
    const temporaryPassword = toCode((await readForm(context))("code"));
    const result = await context.var.auth.client.verifyUserPasswordResetTemporaryPassword({ temporaryPassword });
    const again = (problem: Problem) => <TemporaryPasswordPage problem={problem} />;
    return answerForm(context, result, { next: "/password-reset/new-password", again, title });
  });

const newPasswordStep = new Hono<PasswordResetEnv>()
  .use(requirePasswordReset)
  .get("/", (context) => {
    if (!context.var.passwordReset.userFirstFactorVerified) return seeOther(context, "/password-reset/code");
    return context.render(<ChooseNewPasswordPage />, { title });
  })
  .post("/", async (context) => {
    const result = await setNewPassword(context.var.auth.client, (await readForm(context))("new_password"));
    const again = (problem: Problem) => <ChooseNewPasswordPage problem={problem} />;
    return answerForm(context, result, { next: "/account", again, title });
  });

/** Address → temporary password from the mail → new password. */
export const passwordReset = new Hono<AppEnv>()
  .get("/", (context) => context.render(<PasswordResetPage />, { title }))
  .post("/", async (context) => {
    const emailAddress = (await readForm(context))("email_address");
    const result = await context.var.auth.client.createUserPasswordReset({ userEmailAddress: emailAddress });
    const again = (problem: Problem) => <PasswordResetPage emailAddress={emailAddress} problem={problem} />;
    return answerForm(context, result, { next: "/password-reset/code", again, title });
  })
  .route("/code", temporaryPasswordStep)
  .route("/new-password", newPasswordStep);

async function setNewPassword(client: CookieClient, password: string) {
  const set = await client.setUserPasswordResetNewPassword({ password });
  return set.ok ? client.completeUserPasswordReset() : set;
}
