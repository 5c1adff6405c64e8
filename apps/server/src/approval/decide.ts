import type { ErrorCode } from "@tiauth/protocol";
import { type ApprovalCaller, NotNow } from "./approval-caller.ts";
import type { Sent } from "./form.ts";
import type { Content } from "./page.ts";
import type { Views } from "./views.ts";

/**
 * Does what a form asks for; nothing but the choice `approve` approves.
 *
 * @returns what to show. @throws {NotNow} if nothing was decided.
 */
export async function decide(caller: ApprovalCaller, sent: Sent, views: Views): Promise<Content> {
  const { choice, approvalToken } = sent;
  if (choice === "approve") {
    const approved = await caller.approveCliSignin({ approvalToken });
    return approved.ok ? views.code(approved.code, approvalToken) : refused(approved.errorCode, views);
  }
  if (choice === "deny") {
    const denied = await caller.denyCliSignin({ approvalToken });
    return denied.ok ? views.denied() : refused(denied.errorCode, views);
  }
  const shown = await caller.getCliSigninRequest({ approvalToken });
  if (!shown.ok) return refused(shown.errorCode, views);
  const { cliSigninRequest: request } = shown;
  return request.status === "denied" ? views.denied() : views.request(request, approvalToken);
}

function refused(code: ErrorCode, views: Views): Content {
  if (code === "invalid_approval_token") return views.gone();
  if (code === "cli_signin_denied") return views.denied();
  throw new NotNow({ status: 503 });
}
