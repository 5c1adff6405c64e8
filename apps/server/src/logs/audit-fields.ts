import type { AuditEvent } from "@tiauth/server";

/** What is told of an authentication decision, on a line of the log and to the audit webhook alike. */
export const auditFields = (event: AuditEvent) => ({
  action: event.action,
  result: event.result,
  action_invocation_id: event.actionInvocationId,
  user_id: event.userId,
  session_id: event.sessionId,
  flow_id: event.flowId,
  client_address: event.clientAddress,
});
