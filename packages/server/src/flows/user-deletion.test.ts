import { userDeletionActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import {
  deleted,
  deletionVerified,
  disabled,
  gone,
  inAnotherSession,
  minutes,
  signedUp,
  trying,
  withOneOfBobs,
  without,
  withWrongSecret,
  wrongPassword,
} from "../../testing/steps.ts";

const created = [...signedUp, "create_user_deletion"] as const;
const verified = [...signedUp, ...deletionVerified];
const token = "userDeletionToken";

describeMatrix("user deletion", {
  actions: userDeletionActions,
  table: `
                                               | created      | no attempts left | verified   | verified, no attempts left | deleted | expired | wrong secret | other token | no token
    create_user_deletion                       | ok           | ok               | ok         | ok                         | ok      | ok      | ok           | ok          | ok
    get_user_deletion                          | ok           | ok               | ok         | ok                         | gone    | gone    | gone         | gone        | gone
    delete_user_deletion                       | ok           | ok               | ok         | ok                         | gone    | gone    | gone         | gone        | gone
    verify_user_deletion_user_password         | ok           | limited          | identified | identified                 | gone    | gone    | gone         | gone        | gone
    verify_user_deletion_user_password (wrong) | wrong        | limited          | identified | identified                 | gone    | gone    | gone         | gone        | gone
    complete_user_deletion                     | unidentified | unidentified     | ok         | ok                         | gone    | gone    | gone         | gone        | gone

                                               | in another session | deleted, in another session | signed out | wrong session secret | completed  | user disabled | user gone
    create_user_deletion                       | ok                 | ok                          | signed_out | signed_out           | signed_out | signed_out    | signed_out
    get_user_deletion                          | mismatch           | gone                        | signed_out | signed_out           | signed_out | signed_out    | signed_out
    delete_user_deletion                       | mismatch           | gone                        | signed_out | signed_out           | signed_out | signed_out    | signed_out
    verify_user_deletion_user_password         | mismatch           | gone                        | signed_out | signed_out           | signed_out | signed_out    | signed_out
    verify_user_deletion_user_password (wrong) | mismatch           | gone                        | signed_out | signed_out           | signed_out | signed_out    | signed_out
    complete_user_deletion                     | mismatch           | gone                        | signed_out | signed_out           | signed_out | signed_out    | signed_out
  `,
  legend: {
    gone: "invalid_user_deletion_token",
    identified: "user_identity_already_verified",
    limited: "rate_limited",
    mismatch: "session_mismatch",
    signed_out: "invalid_session_token",
    unidentified: "user_identity_not_verified",
    wrong: "incorrect_password",
  },
  states: {
    created,
    "no attempts left": [...created, trying(5, "verify_user_deletion_user_password", wrongPassword)],
    verified,
    "verified, no attempts left": [
      ...created,
      trying(4, "verify_user_deletion_user_password", wrongPassword),
      "verify_user_deletion_user_password",
    ],
    deleted: [...verified, "delete_user_deletion"],
    expired: [...verified, minutes(10), "get_session"],
    "wrong secret": [...verified, withWrongSecret(token)],
    "other token": [...verified, withOneOfBobs(token, "sessionToken", signedUp)],
    "no token": [...verified, without(token)],
    "in another session": [...verified, inAnotherSession],
    "deleted, in another session": [...verified, "delete_user_deletion", inAnotherSession],
    "signed out": [...verified, "delete_session"],
    "wrong session secret": [...verified, withWrongSecret("sessionToken")],
    completed: [...signedUp, ...deleted],
    "user disabled": [...verified, disabled],
    "user gone": [...verified, gone],
  },
  differing: { wrong: wrongPassword },
});
