import { signinActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import {
  disabled,
  gone,
  minutes,
  signedIn,
  signedUp,
  signinVerified,
  trying,
  withOneOfBobs,
  without,
  withWrongSecret,
  wrongPassword,
} from "../../testing/steps.ts";

describeMatrix("signin", {
  actions: signinActions,
  table: `
                                        | created    | no attempts left | verified  | verified, no attempts left
    create_signin                       | ok         | ok               | ok        | ok
    create_signin (malformed)           | malformed  | malformed        | malformed | malformed
    create_signin (unknown)             | unknown    | unknown          | unknown   | unknown
    get_signin                          | ok         | ok               | ok        | ok
    delete_signin                       | ok         | ok               | ok        | ok
    verify_signin_user_password         | ok         | limited          | already   | already
    verify_signin_user_password (wrong) | wrong      | limited          | already   | already
    complete_signin                     | unverified | unverified       | ok        | ok

                                        | completed | deleted   | expired   | wrong secret | other token | no token  | user disabled | user gone
    create_signin                       | ok        | ok        | ok        | ok           | ok          | ok        | disabled      | unknown
    create_signin (malformed)           | malformed | malformed | malformed | malformed    | malformed   | malformed | malformed     | malformed
    create_signin (unknown)             | unknown   | unknown   | unknown   | unknown      | unknown     | unknown   | unknown       | unknown
    get_signin                          | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    delete_signin                       | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    verify_signin_user_password         | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    verify_signin_user_password (wrong) | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
    complete_signin                     | gone      | gone      | gone      | gone         | gone        | gone      | gone          | gone
  `,
  legend: {
    already: "user_first_factor_already_verified",
    disabled: "user_disabled",
    gone: "invalid_signin_token",
    limited: "rate_limited",
    malformed: "invalid_email_address",
    unknown: "user_not_found",
    unverified: "user_first_factor_not_verified",
    wrong: "incorrect_password",
  },
  states: {
    created: [...signedUp, "create_signin"],
    "no attempts left": [...signedUp, "create_signin", trying(5, "verify_signin_user_password", wrongPassword)],
    verified: [...signedUp, ...signinVerified],
    "verified, no attempts left": [
      ...signedUp,
      "create_signin",
      trying(4, "verify_signin_user_password", wrongPassword),
      "verify_signin_user_password",
    ],
    completed: [...signedUp, ...signedIn],
    deleted: [...signedUp, ...signinVerified, "delete_signin"],
    expired: [...signedUp, ...signinVerified, minutes(10)],
    "wrong secret": [...signedUp, ...signinVerified, withWrongSecret("signinToken")],
    "other token": [...signedUp, ...signinVerified, withOneOfBobs("signinToken", "sessionToken", signedUp)],
    "no token": [...signedUp, ...signinVerified, without("signinToken")],
    "user disabled": [...signedUp, ...signinVerified, disabled],
    "user gone": [...signedUp, ...signinVerified, gone],
  },
  differing: {
    malformed: { userEmailAddress: "alice@example.com " },
    unknown: { userEmailAddress: "Alice@example.com" },
    wrong: wrongPassword,
  },
});
