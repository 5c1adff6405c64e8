import { err, type Handlers, ok, type sessionActions } from "@tiauth/protocol";
import type { Context } from "../context.ts";
import { withSession } from "../in-session.ts";
import type { ServerInvocation } from "../invocation.ts";
import { opening } from "../opening.ts";

export function sessionFlow(context: Context): Handlers<typeof sessionActions, ServerInvocation> {
  const { sessions, users } = context;
  /** The user may be the one remembered: the hot path. */
  const withRememberedUser = opening(({ sessionToken }: { readonly sessionToken: string }, invocation) =>
    sessions.open(sessionToken, invocation),
  );

  return {
    get_session: withRememberedUser(async ({ row }) => ok({ session: sessions.view(row) })),

    delete_session: withRememberedUser(({ row }) => sessions.delete(row)),

    delete_all_sessions: withSession(context)(async ({ user }) =>
      (await users.incrementSessionsCounter(user)) ? ok() : err("invalid_session_token"),
    ),
  };
}
