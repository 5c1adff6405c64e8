import { action } from "../action.ts";
import { sessionToken } from "../arguments.ts";
import { session } from "../models.ts";

export const sessionRenewalActions = {
  renew_session: action({
    summary: "Let a session go on that ran out a short time ago. One that did not is left as it is.",
    arguments: { session_token: sessionToken },
    values: { session },
    errors: ["invalid_session_token"],
  }),
};
