import type { CookieClient } from "@tiauth/client";
import { Hono } from "hono";
import type { AccountEnv } from "../app-env.ts";
import { readForm } from "../forms/read-form.ts";
import type { Problem } from "../forms/refusals.ts";
import { PasswordPage } from "../pages/password-page.tsx";
import { answerForm } from "./answer-form.ts";

const title = "Change your password";

export const password = new Hono<AccountEnv>()
  .get("/", (context) => context.render(<PasswordPage />, { title }))
  .post("/", async (context) => {
    const field = await readForm(context);
    const passwords = { password: field("password"), newPassword: field("new_password") };
    const result = await changePassword(context.var.auth.client, passwords);
    const again = (problem: Problem) => <PasswordPage problem={problem} />;
    return answerForm(context, result, { next: "/account", notice: "password-changed", again, title });
  });

interface Passwords {
  readonly password: string;
  readonly newPassword: string;
}

/** One form, four calls: what the flow needs between them is in cookies that only this request sees. */
async function changePassword(client: CookieClient, { password, newPassword }: Passwords) {
  const created = await client.createUserPasswordUpdate();
  if (!created.ok) return created;
  const verified = await client.verifyUserPasswordUpdateUserPassword({ password });
  if (!verified.ok) return verified;
  const set = await client.setUserPasswordUpdateNewPassword({ password: newPassword });
  return set.ok ? client.completeUserPasswordUpdate() : set;
}
