import { type Handlers, ok, type sessionRenewalActions } from "@tiauth/protocol";
import type { Context } from "../context.ts";
import type { ServerInvocation } from "../invocation.ts";

export function sessionRenewalFlow({ sessions }: Context): Handlers<typeof sessionRenewalActions, ServerInvocation> {
  return {
    async renew_session({ sessionToken }, invocation) {
      const renewed = await sessions.renew(sessionToken, invocation);
      return renewed.ok ? ok({ session: sessions.view(renewed.row) }) : renewed;
    },
  };
}
