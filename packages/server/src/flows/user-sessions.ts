import { err, type Handlers, ok, type userSessionActions } from "@tiauth/protocol";
import type { Context } from "../context.ts";
import { withSession } from "../in-session.ts";
import type { ServerInvocation } from "../invocation.ts";

export function userSessionsFlow(context: Context): Handlers<typeof userSessionActions, ServerInvocation> {
  const { view, ofUser } = context.sessions;

  return {
    list_sessions: withSession(context)(async ({ row: current, user }) => {
      const sessions = await ofUser.all(user, current);
      return ok({
        sessions: sessions.map(({ row, label, clientAddress }) => ({
          ...view(row),
          lastUsedAt: row.fields.lastUsedAt,
          label,
          clientAddress,
          current: row.id === current.id,
        })),
      });
    }),

    delete_session_by_id: withSession(context)(async ({ user }, { sessionId }) =>
      (await ofUser.end(user, sessionId)) ? ok() : err("session_not_found"),
    ),

    delete_other_sessions: withSession(context)(async ({ row, user }) => {
      await ofUser.endOthers(user, row);
      return ok();
    }),
  };
}
