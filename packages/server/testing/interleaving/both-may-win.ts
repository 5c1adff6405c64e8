import type { ActionName } from "@tiauth/protocol";
import type { Taken } from "./moves.ts";

type Pair = readonly [ActionName, ActionName];

/**
 * Where both of two actions may succeed although each would refuse after the other: neither changes what the other's
 * last step compares. That step is the user server's, which compares one counter, or none.
 */
const pairs: readonly Pair[] = [
  // `delete_user` compares nothing: whatever began before it may still be done to the user.
  ["complete_user_deletion", "complete_user_deletion"],
  ["complete_user_deletion", "complete_user_email_address_update"],
  ["complete_user_deletion", "complete_user_password_update"],
  ["complete_user_deletion", "complete_user_password_reset"],
  ["complete_user_deletion", "delete_all_sessions"],
  // The address and the password have a counter each.
  ["complete_user_email_address_update", "complete_user_password_reset"],
  // Of two flows to the same address the second finds it done.
  ["complete_user_email_address_update", "complete_user_email_address_update"],
  // The sessions are ended, whoever did it.
  ["delete_all_sessions", "delete_all_sessions"],
  ["delete_all_sessions", "complete_user_password_reset"],
  // What began in a session may end after it.
  ["delete_session", "delete_all_sessions"],
  ["delete_session", "complete_user_deletion"],
  ["delete_session_by_id", "delete_session_by_id"],
  ["delete_session_by_id", "delete_other_sessions"],
  ["delete_other_sessions", "delete_other_sessions"],
  ["delete_other_sessions", "complete_user_password_reset"],
  ["delete_all_sessions", "delete_session_by_id"],
  ["delete_all_sessions", "delete_other_sessions"],
  ["complete_user_deletion", "delete_session_by_id"],
  ["complete_user_deletion", "delete_other_sessions"],
  // The right code is right for both.
  ["verify_signup_email_address_verification_code", "verify_signup_email_address_verification_code"],
  [
    "verify_user_email_address_update_email_address_verification_code",
    "verify_user_email_address_update_email_address_verification_code",
  ],
];

/** Of two actions that succeeded, or that may have. */
export const bothMayWin = (won: readonly Taken[]): boolean => {
  const names = String(won.map(({ action }) => action));
  return pairs.some((pair) => [pair, pair.toReversed()].some((both) => String(both) === names));
};
