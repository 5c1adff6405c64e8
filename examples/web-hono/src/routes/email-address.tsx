import type { CookieClient } from "@tiauth/client";
import { Hono } from "hono";
import type { AccountEnv } from "../app-env.ts";
import { readForm, toCode } from "../forms/read-form.ts";
import type { Problem } from "../forms/refusals.ts";
import { ConfirmEmailAddressPage, EmailAddressPage } from "../pages/email-address-pages.tsx";
import { answerForm } from "./answer-form.ts";
import { seeOther } from "./see-other.ts";

const title = "Change your e-mail address";

/** New address → code from its mail, and the password. */
export const emailAddress = new Hono<AccountEnv>()
  .get("/", (context) => context.render(<EmailAddressPage />, { title }))
  .post("/", async (context) => {
    const newEmailAddress = (await readForm(context))("email_address");
    const result = await context.var.auth.client.createUserEmailAddressUpdate({ newEmailAddress });
    const again = (problem: Problem) => <EmailAddressPage emailAddress={newEmailAddress} problem={problem} />;
    return answerForm(context, result, { next: "/account/email-address/confirm", again, title });
  })
  .get("/confirm", async (context) => {
    const found = await context.var.auth.client.getUserEmailAddressUpdate();
    if (!found.ok) return seeOther(context, "/account/email-address", "start-again");
    const { newEmailAddress } = found.userEmailAddressUpdate;
    return context.render(<ConfirmEmailAddressPage emailAddress={newEmailAddress} />, { title });
  })
  .post("/confirm", async (context) => {
    const field = await readForm(context);
    const { client } = context.var.auth;
    const found = await client.getUserEmailAddressUpdate();
    if (!found.ok) return seeOther(context, "/account/email-address", "start-again");
    const { newEmailAddress, newEmailAddressVerified } = found.userEmailAddressUpdate;
    // A code works once: who got only the password wrong need not have another one.
    const code = newEmailAddressVerified ? undefined : toCode(field("code"));
    const result = await confirm(client, { code, password: field("password") });
    const again = (problem: Problem) => <ConfirmEmailAddressPage emailAddress={newEmailAddress} problem={problem} />;
    return answerForm(context, result, { next: "/account", notice: "email-address-changed", again, title });
  });

interface Confirmation {
  /** Undefined where it was entered already. */
  readonly code: string | undefined;
  readonly password: string;
}

async function confirm(client: CookieClient, { code, password }: Confirmation) {
  if (code !== undefined) {
    const verified = await client.verifyUserEmailAddressUpdateEmailAddressVerificationCode({
      emailAddressVerificationCode: code,
    });
    if (!verified.ok) return verified;
  }
  const identified = await client.verifyUserEmailAddressUpdateUserPassword({ password });
  return identified.ok ? client.completeUserEmailAddressUpdate() : identified;
}
