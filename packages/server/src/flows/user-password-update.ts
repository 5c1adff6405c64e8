import { err, type Handlers, ok, type userPasswordUpdateActions } from "@tiauth/protocol";
import { after, type Row, singleUse } from "@tiauth/records";
import { type Bond, hasPassword, passwordHash, userRecords } from "@tiauth/users";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { withFlowInSession, withSession } from "../in-session.ts";
import type { ServerInvocation } from "../invocation.ts";

const fields = z.object({
  sessionId: z.string(),
  userIdentityVerified: z.boolean(),
  newPassword: z.optional(passwordHash),
});
type Tokens = { readonly sessionToken: string; readonly userPasswordUpdateToken: string };

export function userPasswordUpdateFlow(context: Context): Handlers<typeof userPasswordUpdateActions, ServerInvocation> {
  const { ports, settings, users, passwords } = context;
  const updates = userRecords(ports, users, {
    prefix: "user_password_update.",
    invalidToken: "invalid_password_update_token",
    watch: ["identity", "passwordHashCounter", "disabledCounter"],
    isDone: ({ newPassword }, user) => newPassword !== undefined && hasPassword(user, newPassword),
    fields,
    expiresAt: after(settings.userPasswordUpdateLifetimeSeconds),
  });
  const withUpdate = withFlowInSession(context, updates, (tokens: Tokens) => tokens.userPasswordUpdateToken);
  const view = (row: Row<z.output<typeof fields> & Bond>) => ({
    ...updates.view(row),
    newPasswordSet: row.fields.newPassword !== undefined,
  });

  return {
    create_user_password_update: withSession(context)(async (session, _, invocation) => {
      const start = { sessionId: session.row.id, userIdentityVerified: false };
      const { row, token } = await updates.createFor(session.user, () => start, invocation);
      return ok({ userPasswordUpdate: view(row), userPasswordUpdateToken: token });
    }),

    get_user_password_update: withUpdate(async ({ row }) => ok({ userPasswordUpdate: view(row) })),

    delete_user_password_update: withUpdate(({ row }) => singleUse(ports, updates, row, async () => ok())),

    verify_user_password_update_user_password: withUpdate(async ({ row, user }, { password }) => {
      if (row.fields.userIdentityVerified) return err("user_identity_already_verified");
      const checked = await context.checkPassword(user, password);
      if (checked.ok) await updates.update(row, { userIdentityVerified: true });
      return checked;
    }),

    set_user_password_update_new_password: withUpdate(async ({ row, user }, { password }) => {
      if (!row.fields.userIdentityVerified) return err("user_identity_not_verified");
      if (row.fields.newPassword) return err("new_password_already_set");
      const refusal = await context.judgePassword(password, user.emailAddress);
      if (refusal) return refusal;
      await updates.update(row, { newPassword: await passwords.hash(password) });
      return ok();
    }),

    complete_user_password_update: withUpdate(async ({ row, user }, _, invocation) => {
      const { userIdentityVerified, newPassword } = row.fields;
      if (!userIdentityVerified) return err("user_identity_not_verified");
      if (!newPassword) return err("new_password_not_set");
      const isUpdated = await singleUse(ports, updates, row, async () => {
        const isDone = await users.updatePassword(row.fields.seen, newPassword);
        if (isDone && settings.revokeSessions === "all") await context.endSessions(user); // second, as in a reset
        return isDone;
      });
      if (!isUpdated) return err("invalid_password_update_token"); // the user changed meanwhile
      await context.notify(invocation, user, { type: "password_updated" });
      return ok();
    }),
  };
}
