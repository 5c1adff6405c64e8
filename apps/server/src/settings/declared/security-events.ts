import type { Declarations } from "../declare.ts";
import { httpUrl, secret } from "../formats.ts";

/** Where security events go beside the log. */
export const securityEventSettings = {
  auditWebhookUrl: {
    variable: "AUDIT_WEBHOOK_URL",
    format: httpUrl,
    description: "Gets every audit event as a POST with JSON, until it answers 2xx.",
  },
  auditWebhookSecret: {
    variable: "AUDIT_WEBHOOK_SECRET",
    format: secret,
    shownFallback: "TIAUTH_USER_SERVER_SECRET",
    isSecret: true,
    description: "Signs these requests as those to the user server are signed; at least 16 characters.",
  },
} as const satisfies Declarations;
