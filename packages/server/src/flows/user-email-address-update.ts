import { err, type Handlers, ok, type User, type userEmailAddressUpdateActions } from "@tiauth/protocol";
import { after, singleUse } from "@tiauth/records";
import { userRecords } from "@tiauth/users";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { isEmailAddress, limitKey, recipientOf } from "../email-address.ts";
import { codeFields } from "../email-code.ts";
import { withFlowInSession, withSession } from "../in-session.ts";
import type { ServerInvocation } from "../invocation.ts";

const fields = z.object({
  sessionId: z.string(),
  oldEmailAddress: z.string(),
  newEmailAddress: z.string(),
  newEmailAddressVerified: z.boolean(),
  userIdentityVerified: z.boolean(),
  ...codeFields,
});
const unverified = { newEmailAddressVerified: false, userIdentityVerified: false };
type Tokens = { readonly sessionToken: string; readonly userEmailAddressUpdateToken: string };

export function userEmailAddressUpdateFlow(
  context: Context,
): Handlers<typeof userEmailAddressUpdateActions, ServerInvocation> {
  const { ports, settings, users, codes, limits } = context;
  const updates = userRecords(ports, users, {
    prefix: "user_email_address_update.",
    invalidToken: "invalid_user_email_address_update_token",
    watch: ["identity", "emailAddressCounter", "passwordHashCounter", "disabledCounter"],
    isDone: ({ newEmailAddress }, { emailAddress }) => emailAddress === newEmailAddress,
    fields,
    expiresAt: after(settings.userEmailAddressUpdateLifetimeSeconds),
  });
  const withUpdate = withFlowInSession(context, updates, (tokens: Tokens) => tokens.userEmailAddressUpdateToken);
  const mailTo = (emailAddress: string, { displayName }: User, invocation: ServerInvocation) =>
    ({ type: "email_update_verification", to: recipientOf({ emailAddress, displayName }, invocation) }) as const;

  return {
    create_user_email_address_update: withSession(context)(async ({ row, user }, { newEmailAddress }, invocation) => {
      if (!isEmailAddress(newEmailAddress)) return err("invalid_email_address");
      if (!(await ports.isEmailAddressAllowed(newEmailAddress))) return err("email_address_not_allowed");
      if (await users.getByEmailAddress(newEmailAddress)) return err("email_address_already_used");
      if (!(await limits.verifyCode.has(limitKey(newEmailAddress)))) return err("rate_limited");
      const start = { sessionId: row.id, oldEmailAddress: user.emailAddress, newEmailAddress, ...unverified };
      const created = await codes.mail(mailTo(newEmailAddress, user, invocation), (code) =>
        updates.createFor(user, (secret) => ({ ...start, ...codes.keep(secret, code) }), invocation),
      );
      if (!created) return err("rate_limited");
      return ok({ userEmailAddressUpdate: updates.view(created.row), userEmailAddressUpdateToken: created.token });
    }),

    get_user_email_address_update: withUpdate(async ({ row }) => ok({ userEmailAddressUpdate: updates.view(row) })),

    delete_user_email_address_update: withUpdate(({ row }) => singleUse(ports, updates, row, async () => ok())),

    send_user_email_address_update_email_address_verification_code: withUpdate(
      async ({ row, secret, user }, _, invocation) => {
        const { newEmailAddress, newEmailAddressVerified } = row.fields;
        if (newEmailAddressVerified) return err("email_address_already_verified");
        const sent = await codes.mail(mailTo(newEmailAddress, user, invocation), (code) =>
          updates.update(row, codes.keep(secret, code)),
        );
        return sent ? ok() : err("rate_limited");
      },
    ),

    verify_user_email_address_update_email_address_verification_code: withUpdate(
      async ({ row, secret }, { emailAddressVerificationCode }) => {
        const { newEmailAddress, newEmailAddressVerified } = row.fields;
        if (newEmailAddressVerified) return err("email_address_already_verified");
        if (!(await limits.verifyCode.take(limitKey(newEmailAddress)))) return err("rate_limited");
        const verified = { newEmailAddressVerified: true };
        return updates.decide(row, codes.judge(secret, emailAddressVerificationCode, verified));
      },
    ),

    verify_user_email_address_update_user_password: withUpdate(async ({ row, user }, { password }) => {
      if (!row.fields.newEmailAddressVerified) return err("email_address_not_verified");
      if (row.fields.userIdentityVerified) return err("user_identity_already_verified");
      const checked = await context.checkPassword(user, password);
      if (checked.ok) await updates.update(row, { userIdentityVerified: true });
      return checked;
    }),

    complete_user_email_address_update: withUpdate(async ({ row, user }, _, invocation) => {
      const { oldEmailAddress, newEmailAddress, newEmailAddressVerified, userIdentityVerified } = row.fields;
      if (!newEmailAddressVerified) return err("email_address_not_verified");
      if (!userIdentityVerified) return err("user_identity_not_verified");
      const isUpdated = await singleUse(ports, updates, row, async () => {
        const isAllowed = await ports.isEmailAddressAllowed(newEmailAddress);
        return isAllowed && users.updateEmailAddress(row.fields.seen, newEmailAddress);
      });
      // The address was taken or forbidden meanwhile, or the user changed.
      if (!isUpdated) return err("invalid_user_email_address_update_token");
      const formerly = { ...user, emailAddress: oldEmailAddress };
      await context.notify(invocation, formerly, { type: "email_updated", newEmailAddress });
      return ok();
    }),
  };
}
