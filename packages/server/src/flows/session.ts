import type { sessionRenewalActions } from "@tiauth/protocol";
import { err, type Handlers, ok, type sessionActions, type userSessionActions } from "@tiauth/protocol";
import type { Context } from "../context.ts";
import { withSession } from "../in-session.ts";
import type { ServerInvocation } from "../invocation.ts";
import { opening } from "../opening.ts";

export type SessionActions = typeof sessionActions & typeof userSessionActions & typeof sessionRenewalActions;

export function sessionFlow(context: Context): Handlers<SessionActions, ServerInvocation> {
  const { sessions, users } = context;
  const { ofUser, view } = sessions;
  /** The user may be the one remembered: the hot path. */
  const withRememberedUser = opening(({ sessionToken }: { readonly sessionToken: string }, invocation) =>
    sessions.open(sessionToken, invocation),
  );

  return {
    get_session: withRememberedUser(async ({ row }) => ok({ session: view(row) })),

    delete_session: withRememberedUser(({ row }) => sessions.delete(row)),

    delete_all_sessions: withSession(context)(async ({ user }) =>
      (await users.incrementSessionsCounter(user)) ? ok() : err("invalid_session_token"),
    ),

    list_sessions: withSession(context)(async ({ row: current, user }) => {
      const all = await ofUser.all(user, current);
      const shown = all.map(({ row, ...place }) => {
        const { lastUsedAt } = row.fields;
        return { ...view(row), ...place, lastUsedAt, current: row.id === current.id };
      });
      return ok({ sessions: shown });
    }),

    delete_session_by_id: withSession(context)(async ({ user }, { sessionId }) =>
      (await ofUser.end(user, sessionId)) ? ok() : err("session_not_found"),
    ),

    delete_other_sessions: withSession(context)(async ({ row, user }) => {
      await ofUser.endOthers(user, row);
      return ok();
    }),

    async renew_session({ sessionToken }, invocation) {
      const renewed = await sessions.renew(sessionToken, invocation);
      return renewed.ok ? ok({ session: view(renewed.row) }) : renewed;
    },
  };
}
