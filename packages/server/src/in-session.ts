import { err, type Result } from "@tiauth/protocol";
import type { OpenedWithUser, UserRecords } from "@tiauth/users";
import type { Context } from "./context.ts";
import type { ServerInvocation } from "./invocation.ts";
import { opening } from "./opening.ts";

/** {@link opening} for actions on the session alone. */
export const withSession = ({ sessions }: Context) =>
  opening(({ sessionToken }: { readonly sessionToken: string }, invocation) =>
    sessions.openWithUser(sessionToken, invocation),
  );

/**
 * {@link opening} for actions on a flow that was started in a session. The session is judged before anything about the
 * flow is.
 *
 * @param tokenOf picks the flow's token from the arguments.
 */
export function withFlowInSession<
  A extends { readonly sessionToken: string },
  F extends { readonly sessionId: string },
  E extends string,
>({ sessions }: Context, flows: UserRecords<F, E>, tokenOf: (args: A) => string) {
  type Refusal = "invalid_session_token" | "session_mismatch" | E;
  return opening(async (args: A, invocation: ServerInvocation): Promise<Result<OpenedWithUser<F>, Refusal>> => {
    const session = await sessions.openWithUser(args.sessionToken, invocation);
    if (!session.ok) return session;
    const flow = await flows.openWithUser(tokenOf(args), invocation, session.user);
    if (!flow.ok) return flow;
    return flow.row.fields.sessionId === session.row.id ? flow : err("session_mismatch");
  });
}
