import { err, type Handlers, ok, type User, type userDeletionActions } from "@tiauth/protocol";
import { after, singleUse } from "@tiauth/records";
import { userRecords } from "@tiauth/users";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { withFlowInSession, withSession } from "../in-session.ts";
import type { ServerInvocation } from "../invocation.ts";

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

  const deleteUser = async (user: Pick<User, "id">) => {
    await users.delete(user);
    await sessions.ofUser.forget(user.id);
    return ok();
  };

  const complete = withDeletion(async ({ row, user }) => {
    if (!row.fields.userIdentityVerified) return err("user_identity_not_verified");
    return singleUse(ports, deletions, row, () => deleteUser(user));
  });

  /** After a lost answer there may be neither user nor session left to complete it with (REQUIREMENTS O3). */
  const completeAgain = async ({ sessionToken, userDeletionToken }: Tokens, invocation: ServerInvocation) => {
    const session = await sessions.openAlone(sessionToken, invocation);
    const deletion = await deletions.open(userDeletionToken, invocation);
    if (!session.ok || !deletion.ok || deletion.row.fields.sessionId !== session.row.id) return undefined;
    const { claimedAt, fields } = deletion.row;
    const wasTried = fields.userIdentityVerified && claimedAt !== undefined;
    if (!wasTried || (await users.get(fields.userId))) return undefined;
    return singleUse(ports, deletions, deletion.row, () => deleteUser({ id: fields.userId }));
  };

  return {
    create_user_deletion: withSession(context)(async (session, _, invocation) => {
      const start = { sessionId: session.row.id, userIdentityVerified: false };
      const { row, token } = await deletions.createFor(session.user, () => start, invocation);
      return ok({ userDeletion: deletions.view(row), userDeletionToken: token });
    }),

    get_user_deletion: withDeletion(async ({ row }) => ok({ userDeletion: deletions.view(row) })),

    delete_user_deletion: withDeletion(({ row }) => singleUse(ports, deletions, row, async () => ok())),

    verify_user_deletion_user_password: withDeletion(async ({ row, user }, { password }) => {
      if (row.fields.userIdentityVerified) return err("user_identity_already_verified");
      const checked = await context.checkPassword(user, password);
      if (checked.ok) await deletions.update(row, { userIdentityVerified: true });
      return checked;
    }),

    async complete_user_deletion(tokens, invocation) {
      const completed = await complete(tokens, invocation);
      return completed.ok ? completed : ((await completeAgain(tokens, invocation)) ?? completed);
    },
  };
}
