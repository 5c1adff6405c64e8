import { err, type Handlers, ok, type userDeletionActions } from "@tiauth/protocol";
import { after, singleUse } from "@tiauth/records";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { withFlowInSession, withSession } from "../in-session.ts";
import type { ServerInvocation } from "../invocation.ts";
import { userRecords } from "../user-records.ts";

const fields = z.object({ sessionId: z.string(), userIdentityVerified: z.boolean() });
type Tokens = { readonly sessionToken: string; readonly userDeletionToken: string };

export function userDeletionFlow(context: Context): Handlers<typeof userDeletionActions, ServerInvocation> {
  const { ports, settings, users, sessions } = context;
  const deletions = userRecords(ports, users, {
    prefix: "user_deletion.",
    invalidToken: "invalid_user_deletion_token",
    watch: ["identity", "passwordHashCounter", "disabledCounter"],
    fields,
    expiresAt: after(settings.userDeletionLifetimeSeconds),
  });
  const withDeletion = withFlowInSession(context, deletions, (tokens: Tokens) => tokens.userDeletionToken);

  return {
    create_user_deletion: withSession(context)(async (session, _, invocation) => {
      const start = { sessionId: session.row.id, userIdentityVerified: false };
      const { row, token } = await deletions.createFor(session.user, () => start, invocation);
      return ok({ userDeletion: deletions.view(row), userDeletionToken: token });
    }),

    get_user_deletion: withDeletion(async ({ row }) => ok({ userDeletion: deletions.view(row) })),

    delete_user_deletion: withDeletion(({ row }) => deletions.delete(row)),

    verify_user_deletion_user_password: withDeletion(async ({ row, user }, { password }) => {
      if (row.fields.userIdentityVerified) return err("user_identity_already_verified");
      const checked = await context.checkPassword(user, password);
      if (checked.ok) await deletions.update(row, { userIdentityVerified: true });
      return checked;
    }),

    complete_user_deletion: withDeletion(async ({ row, user }) => {
      if (!row.fields.userIdentityVerified) return err("user_identity_not_verified");
      await singleUse(ports, deletions, row, async () => {
        await sessions.forbidReuse(user.id); // before the user is gone, lest a crash in between leaves a gap
        await users.delete(user);
        await sessions.forbidReuse(user.id); // after, for a session that was just being made
      });
      return ok();
    }),
  };
}
