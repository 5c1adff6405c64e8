import { action } from "../action.ts";
import { sessionToken } from "../arguments.ts";
import { session } from "../models.ts";

const tokens = { session_token: sessionToken };

export const sessionActions = {
  get_session: action({
    summary: "Get the session; counts as a use of it.",
    arguments: tokens,
    values: { session },
    errors: ["invalid_session_token"],
  }),
  delete_session: action({
    summary: "Sign out: end this session.",
    arguments: tokens,
    errors: ["invalid_session_token"],
  }),
  delete_all_sessions: action({
    summary: "Sign out everywhere: end all sessions of the user.",
    arguments: tokens,
    errors: ["invalid_session_token"],
  }),
};
