import { action } from "../action.ts";
import { sessionToken } from "../arguments.ts";
import { listedSession } from "../models.ts";
import { list, text } from "../wire.ts";

const tokens = { session_token: sessionToken };

export const userSessionActions = {
  list_sessions: action({
    summary: "List the sessions of the user, the one used last first.",
    arguments: tokens,
    values: {
      sessions: list(listedSession, { title: "listed_session", description: "At most 100, this session among them." }),
    },
    errors: ["invalid_session_token"],
  }),
  delete_session_by_id: action({
    summary: "Sign out somewhere else: end one session of the user.",
    arguments: { ...tokens, session_id: text("The `id` of one of the user's sessions.") },
    errors: ["invalid_session_token", "session_not_found"],
  }),
  delete_other_sessions: action({
    summary: "Sign out everywhere else: end all sessions of the user but this one.",
    arguments: tokens,
    errors: ["invalid_session_token"],
  }),
};
