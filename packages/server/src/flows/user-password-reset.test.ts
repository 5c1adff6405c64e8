import { userPasswordResetActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import {
  disabled,
  gone,
  minutes,
  passwordReset,
  resetReady,
  resetVerified,
  signedUp,
  trying,
  withOneOfBobs,
  without,
  withWrongSecret,
  wrongTemporaryPassword,
} from "../../testing/steps.ts";

const created = [...signedUp, "create_user_password_reset"] as const;
const ready = [...signedUp, ...resetReady];
const token = "userPasswordResetToken";

describeMatrix("password reset", {
  actions: userPasswordResetActions,
  table: `
                                                          | created    | no attempts left | no mails left | verified  | verified, no attempts left | new password set
    create_user_password_reset                            | ok         | limited          | limited       | ok        | limited                    | ok
    create_user_password_reset (malformed)                | malformed  | malformed        | malformed     | malformed | malformed                  | malformed
    create_user_password_reset (unknown)                  | unknown    | unknown          | unknown       | unknown   | unknown                    | unknown
    get_user_password_reset                               | ok         | ok               | ok            | ok        | ok                         | ok
    delete_user_password_reset                            | ok         | ok               | ok            | ok        | ok                         | ok
    verify_user_password_reset_temporary_password         | ok         | limited          | ok            | already   | already                    | already
    verify_user_password_reset_temporary_password (wrong) | wrong      | limited          | wrong         | already   | already                    | already
    set_user_password_reset_new_password                  | unverified | unverified       | unverified    | ok        | ok                         | set
    set_user_password_reset_new_password (short)          | unverified | unverified       | unverified    | length    | length                     | set
    set_user_password_reset_new_password (weak)           | unverified | unverified       | unverified    | weak      | weak                       | set
    complete_user_password_reset                          | unverified | unverified       | unverified    | unset     | unset                      | ok

                                                          | completed | deleted   | expired   | wrong secret | other token | no token  | user disabled | user gone
    create_user_password_reset                            | ok        | ok        | ok        | ok           | ok          | ok        | disabled      | unknown
    create_user_password_reset (malformed)                | malformed | malformed | malformed | malformed    | malformed   | malformed | malformed     | malformed
    create_user_password_reset (unknown)                  | unknown   | unknown   | unknown   | unknown      | unknown     | unknown   | unknown       | unknown
    get_user_password_reset                               | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    delete_user_password_reset                            | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    verify_user_password_reset_temporary_password         | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    verify_user_password_reset_temporary_password (wrong) | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    set_user_password_reset_new_password                  | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    set_user_password_reset_new_password (short)          | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    set_user_password_reset_new_password (weak)           | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    complete_user_password_reset                          | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
  `,
  legend: {
    already: "user_first_factor_already_verified",
    disabled: "user_disabled",
    gone: "invalid_user_password_reset_token",
    length: "invalid_password_length",
    limited: "rate_limited",
    malformed: "invalid_email_address",
    set: "new_password_already_set",
    unknown: "user_not_found",
    unset: "new_password_not_set",
    unverified: "user_first_factor_not_verified",
    weak: "weak_password",
    wrong: "incorrect_temporary_password",
  },
  states: {
    created,
    "no attempts left": [
      ...created,
      trying(5, "verify_user_password_reset_temporary_password", wrongTemporaryPassword),
    ],
    "no mails left": [...signedUp, trying(4, "create_user_password_reset")],
    verified: [...signedUp, ...resetVerified],
    "verified, no attempts left": [
      ...created,
      trying(4, "verify_user_password_reset_temporary_password", wrongTemporaryPassword),
      "verify_user_password_reset_temporary_password",
    ],
    "new password set": ready,
    completed: [...signedUp, ...passwordReset],
    deleted: [...ready, "delete_user_password_reset"],
    expired: [...ready, minutes(20)],
    "wrong secret": [...ready, withWrongSecret(token)],
    "other token": [...ready, withOneOfBobs(token, "sessionToken", signedUp)],
    "no token": [...ready, without(token)],
    "user disabled": [...ready, disabled],
    "user gone": [...ready, gone],
  },
  differing: {
    malformed: { userEmailAddress: `${"a".repeat(90)}@example.com` },
    unknown: { userEmailAddress: "nobody@example.com" },
    wrong: wrongTemporaryPassword,
    short: { password: "too short" },
    weak: { password: "password123" },
  },
  elsewhere: {
    "complete_user_password_reset: session_not_created": "session-not-created.test.ts: it takes an accident",
  },
});
