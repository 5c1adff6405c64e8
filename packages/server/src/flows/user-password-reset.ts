import { err, type Handlers, ok, type userPasswordResetActions } from "@tiauth/protocol";
import { after, type Row, singleUse, spend } from "@tiauth/records";
import { type Bond, hasPassword, isPhantom, passwordHash, userRecords } from "@tiauth/users";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { isEmailAddress, recipientOf } from "../email-address.ts";
import type { ServerInvocation } from "../invocation.ts";
import { opening } from "../opening.ts";

const fields = z.object({
  temporaryPassword: passwordHash,
  userFirstFactorVerified: z.boolean(),
  newPassword: z.optional(passwordHash),
});

export function userPasswordResetFlow(context: Context): Handlers<typeof userPasswordResetActions, ServerInvocation> {
  const { ports, settings, users, passwords, codes, limits } = context;
  const resets = userRecords(ports, users, {
    prefix: "user_password_reset.",
    invalidToken: "invalid_user_password_reset_token",
    isHiding: ({ userFirstFactorVerified }) => settings.hideUserExistence && !userFirstFactorVerified,
    watch: ["identity", "emailAddressCounter", "passwordHashCounter", "disabledCounter"],
    isDone: ({ newPassword }, user) => newPassword !== undefined && hasPassword(user, newPassword),
    fields,
    expiresAt: after(settings.userPasswordResetLifetimeSeconds),
  });
  const withReset = opening(({ userPasswordResetToken }: { readonly userPasswordResetToken: string }, invocation) =>
    resets.openWithUser(userPasswordResetToken, invocation),
  );
  const view = (row: Row<z.output<typeof fields> & Bond>) => ({
    ...resets.view(row),
    newPasswordSet: row.fields.newPassword !== undefined,
  });

  return {
    async create_user_password_reset({ userEmailAddress }, invocation) {
      if (!isEmailAddress(userEmailAddress)) return err("invalid_email_address");
      const found = await context.findForFlow(userEmailAddress, invocation);
      if (!found.ok) return found;
      const { user } = found;
      if (!(await limits.verifyTemporaryPassword.has(user.id))) return err("rate_limited");
      const type = isPhantom(user.id) ? ("no_account" as const) : ("password_reset" as const);
      const mail = { type, to: recipientOf(user, invocation) };
      const created = await codes.mail(mail, async (code) => {
        const start = { temporaryPassword: await passwords.hashTemporary(code), userFirstFactorVerified: false };
        return resets.createFor(user, () => start, invocation);
      });
      if (!created) return err("rate_limited");
      return ok({ userPasswordReset: view(created.row), userPasswordResetToken: created.token });
    },

    get_user_password_reset: withReset(async ({ row }) => ok({ userPasswordReset: view(row) })),

    delete_user_password_reset: withReset(({ row }) => singleUse(ports, resets, row, async () => ok())),

    verify_user_password_reset_temporary_password: withReset(async ({ row, user }, { temporaryPassword }) => {
      if (row.fields.userFirstFactorVerified) return err("user_first_factor_already_verified");
      const isRight = await spend(limits.verifyTemporaryPassword, user.id, () =>
        passwords.verify(row.fields.temporaryPassword, temporaryPassword),
      );
      if (isRight === undefined) return err("rate_limited");
      if (!isRight || user.disabled) return err("incorrect_temporary_password"); // disabled: a phantom
      await resets.update(row, { userFirstFactorVerified: true });
      return ok();
    }),

    set_user_password_reset_new_password: withReset(async ({ row, user }, { password }) => {
      if (!row.fields.userFirstFactorVerified) return err("user_first_factor_not_verified");
      if (row.fields.newPassword) return err("new_password_already_set");
      const refusal = await context.judgePassword(password, user.emailAddress);
      if (refusal) return refusal;
      await resets.update(row, { newPassword: await passwords.hash(password) });
      return ok();
    }),

    complete_user_password_reset: withReset(async ({ row, user }, _, invocation) => {
      const { userFirstFactorVerified, newPassword } = row.fields;
      if (!userFirstFactorVerified) return err("user_first_factor_not_verified");
      if (!newPassword) return err("new_password_not_set");
      const isUpdated = await singleUse(ports, resets, row, async () => {
        const isDone = await users.updatePassword(row.fields.seen, newPassword);
        // Sessions second: from the new password on nobody signs in with the old one. A retry ends them if this fails.
        if (isDone && settings.revokeSessions !== "off") await context.endSessions(user);
        return isDone;
      });
      if (!isUpdated) return err("invalid_user_password_reset_token"); // the user changed meanwhile
      await context.notify(invocation, user, { type: "password_updated" });
      const session = await context.startSession(invocation, async () => {
        const changed = await users.get(user.id);
        return changed && hasPassword(changed, newPassword) ? changed : undefined; // not somebody else by now
      });
      if (!session) return err("session_not_created");
      await context.notify(invocation, user, { type: "signin_notification" });
      return session;
    }),
  };
}
