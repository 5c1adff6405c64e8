import { userPasswordUpdateActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import {
  disabled,
  gone,
  inAnotherSession,
  minutes,
  passwordUpdated,
  passwordUpdateReady,
  passwordUpdateVerified,
  signedUp,
  trying,
  withOneOfBobs,
  without,
  withWrongSecret,
  wrongPassword,
} from "../../testing/steps.ts";

const created = [...signedUp, "create_user_password_update"] as const;
const ready = [...signedUp, ...passwordUpdateReady];
const token = "userPasswordUpdateToken";

describeMatrix("password update", {
  actions: userPasswordUpdateActions,
  table: `
                                                      | created      | no attempts left | verified   | verified, no attempts left | new password set
    create_user_password_update                       | ok           | ok               | ok         | ok                         | ok
    get_user_password_update                          | ok           | ok               | ok         | ok                         | ok
    delete_user_password_update                       | ok           | ok               | ok         | ok                         | ok
    verify_user_password_update_user_password         | ok           | limited          | identified | identified                 | identified
    verify_user_password_update_user_password (wrong) | wrong        | limited          | identified | identified                 | identified
    set_user_password_update_new_password             | unidentified | unidentified     | ok         | ok                         | set
    set_user_password_update_new_password (short)     | unidentified | unidentified     | length     | length                     | set
    set_user_password_update_new_password (weak)      | unidentified | unidentified     | weak       | weak                       | set
    complete_user_password_update                     | unidentified | unidentified     | unset      | unset                      | ok

                                                      | completed | deleted | expired | wrong secret | other token | no token
    create_user_password_update                       | ok        | ok      | ok      | ok           | ok          | ok
    get_user_password_update                          | gone      | gone    | gone    | gone         | gone        | gone
    delete_user_password_update                       | gone      | gone    | gone    | gone         | gone        | gone
    verify_user_password_update_user_password         | gone      | gone    | gone    | gone         | gone        | gone
    verify_user_password_update_user_password (wrong) | gone      | gone    | gone    | gone         | gone        | gone
    set_user_password_update_new_password             | gone      | gone    | gone    | gone         | gone        | gone
    set_user_password_update_new_password (short)     | gone      | gone    | gone    | gone         | gone        | gone
    set_user_password_update_new_password (weak)      | gone      | gone    | gone    | gone         | gone        | gone
    complete_user_password_update                     | gone      | gone    | gone    | gone         | gone        | gone

                                                      | in another session | deleted, in another session | signed out | wrong session secret | user disabled | user gone
    create_user_password_update                       | ok                 | ok                          | signed_out | signed_out           | signed_out    | signed_out
    get_user_password_update                          | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    delete_user_password_update                       | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    verify_user_password_update_user_password         | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    verify_user_password_update_user_password (wrong) | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    set_user_password_update_new_password             | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    set_user_password_update_new_password (short)     | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    set_user_password_update_new_password (weak)      | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    complete_user_password_update                     | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
  `,
  legend: {
    gone: "invalid_password_update_token",
    identified: "user_identity_already_verified",
    length: "invalid_password_length",
    limited: "rate_limited",
    mismatch: "session_mismatch",
    set: "new_password_already_set",
    signed_out: "invalid_session_token",
    unidentified: "user_identity_not_verified",
    unset: "new_password_not_set",
    weak: "weak_password",
    wrong: "incorrect_password",
  },
  states: {
    created,
    "no attempts left": [...created, trying(5, "verify_user_password_update_user_password", wrongPassword)],
    verified: [...signedUp, ...passwordUpdateVerified],
    "verified, no attempts left": [
      ...created,
      trying(4, "verify_user_password_update_user_password", wrongPassword),
      "verify_user_password_update_user_password",
    ],
    "new password set": ready,
    completed: [...signedUp, ...passwordUpdated],
    deleted: [...ready, "delete_user_password_update"],
    expired: [...ready, minutes(10), "get_session"],
    "wrong secret": [...ready, withWrongSecret(token)],
    "other token": [...ready, withOneOfBobs(token, "sessionToken", signedUp)],
    "no token": [...ready, without(token)],
    "in another session": [...ready, inAnotherSession],
    "deleted, in another session": [...ready, "delete_user_password_update", inAnotherSession],
    "signed out": [...ready, "delete_session"],
    "wrong session secret": [...ready, withWrongSecret("sessionToken")],
    "user disabled": [...ready, disabled],
    "user gone": [...ready, gone],
  },
  differing: {
    wrong: wrongPassword,
    short: { password: "too short" },
    weak: { password: "password123" },
  },
});
