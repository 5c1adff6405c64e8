import { userEmailAddressUpdateActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import {
  disabled,
  emailAddressUpdated,
  emailUpdateVerified,
  gone,
  inAnotherSession,
  minutes,
  newAddressVerified,
  signedUp,
  trying,
  withOneOfBobs,
  without,
  withWrongSecret,
  wrongCode,
  wrongPassword,
} from "../../testing/steps.ts";

const created = [...signedUp, "create_user_email_address_update"] as const;
const verified = [...signedUp, ...emailUpdateVerified];
const token = "userEmailAddressUpdateToken";

describeMatrix("e-mail address update", {
  actions: userEmailAddressUpdateActions,
  table: `
                                                                             | created    | no codes left | no mails left | address verified | address verified, no passwords left | identity verified
    create_user_email_address_update                                         | ok         | limited       | limited       | ok               | ok                                  | ok
    create_user_email_address_update (malformed)                             | malformed  | malformed     | malformed     | malformed        | malformed                           | malformed
    create_user_email_address_update (forbidden)                             | forbidden  | forbidden     | forbidden     | forbidden        | forbidden                           | forbidden
    create_user_email_address_update (used)                                  | used       | used          | used          | used             | used                                | used
    get_user_email_address_update                                            | ok         | ok            | ok            | ok               | ok                                  | ok
    delete_user_email_address_update                                         | ok         | ok            | ok            | ok               | ok                                  | ok
    send_user_email_address_update_email_address_verification_code           | ok         | ok            | limited       | already          | already                             | already
    verify_user_email_address_update_email_address_verification_code         | ok         | limited       | ok            | already          | already                             | already
    verify_user_email_address_update_email_address_verification_code (wrong) | wrong_code | limited       | wrong_code    | already          | already                             | already
    verify_user_email_address_update_user_password                           | unverified | unverified    | unverified    | ok               | limited                             | identified
    verify_user_email_address_update_user_password (wrong)                   | unverified | unverified    | unverified    | wrong_password   | limited                             | identified
    complete_user_email_address_update                                       | unverified | unverified    | unverified    | unidentified     | unidentified                        | ok

                                                                             | completed | deleted   | expired   | wrong secret | other token | no token
    create_user_email_address_update                                         | used      | ok        | ok        | ok           | ok          | ok
    create_user_email_address_update (malformed)                             | malformed | malformed | malformed | malformed    | malformed   | malformed
    create_user_email_address_update (forbidden)                             | forbidden | forbidden | forbidden | forbidden    | forbidden   | forbidden
    create_user_email_address_update (used)                                  | ok        | used      | used      | used         | used        | used
    get_user_email_address_update                                            | gone      | gone      | gone      | gone         | gone        | gone
    delete_user_email_address_update                                         | gone      | gone      | gone      | gone         | gone        | gone
    send_user_email_address_update_email_address_verification_code           | gone      | gone      | gone      | gone         | gone        | gone
    verify_user_email_address_update_email_address_verification_code         | gone      | gone      | gone      | gone         | gone        | gone
    verify_user_email_address_update_email_address_verification_code (wrong) | gone      | gone      | gone      | gone         | gone        | gone
    verify_user_email_address_update_user_password                           | gone      | gone      | gone      | gone         | gone        | gone
    verify_user_email_address_update_user_password (wrong)                   | gone      | gone      | gone      | gone         | gone        | gone
    complete_user_email_address_update                                       | gone      | gone      | gone      | gone         | gone        | gone

                                                                             | in another session | deleted, in another session | signed out | wrong session secret | user disabled | user gone
    create_user_email_address_update                                         | ok                 | ok                          | signed_out | signed_out           | signed_out    | signed_out
    create_user_email_address_update (malformed)                             | malformed          | malformed                   | signed_out | signed_out           | signed_out    | signed_out
    create_user_email_address_update (forbidden)                             | forbidden          | forbidden                   | signed_out | signed_out           | signed_out    | signed_out
    create_user_email_address_update (used)                                  | used               | used                        | signed_out | signed_out           | signed_out    | signed_out
    get_user_email_address_update                                            | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    delete_user_email_address_update                                         | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    send_user_email_address_update_email_address_verification_code           | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    verify_user_email_address_update_email_address_verification_code         | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    verify_user_email_address_update_email_address_verification_code (wrong) | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    verify_user_email_address_update_user_password                           | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    verify_user_email_address_update_user_password (wrong)                   | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
    complete_user_email_address_update                                       | mismatch           | gone                        | signed_out | signed_out           | signed_out    | signed_out
  `,
  legend: {
    already: "email_address_already_verified",
    forbidden: "email_address_not_allowed",
    gone: "invalid_user_email_address_update_token",
    identified: "user_identity_already_verified",
    limited: "rate_limited",
    malformed: "invalid_email_address",
    mismatch: "session_mismatch",
    signed_out: "invalid_session_token",
    unidentified: "user_identity_not_verified",
    unverified: "email_address_not_verified",
    used: "email_address_already_used",
    wrong_code: "incorrect_email_address_verification_code",
    wrong_password: "incorrect_password",
  },
  states: {
    created,
    "no codes left": [
      ...created,
      trying(5, "verify_user_email_address_update_email_address_verification_code", wrongCode),
    ],
    "no mails left": [...created, trying(4, "send_user_email_address_update_email_address_verification_code")],
    "address verified": [...signedUp, ...newAddressVerified],
    "address verified, no passwords left": [
      ...signedUp,
      ...newAddressVerified,
      trying(5, "verify_user_email_address_update_user_password", wrongPassword),
    ],
    "identity verified": verified,
    completed: [...signedUp, ...emailAddressUpdated],
    deleted: [...verified, "delete_user_email_address_update"],
    expired: [...verified, minutes(20), "get_session"],
    "wrong secret": [...verified, withWrongSecret(token)],
    "other token": [...verified, withOneOfBobs(token, "sessionToken", signedUp)],
    "no token": [...verified, without(token)],
    "in another session": [...verified, inAnotherSession],
    "deleted, in another session": [...verified, "delete_user_email_address_update", inAnotherSession],
    "signed out": [...verified, "delete_session"],
    "wrong session secret": [...verified, withWrongSecret("sessionToken")],
    "user disabled": [...verified, disabled],
    "user gone": [...verified, gone],
  },
  differing: {
    malformed: { newEmailAddress: "new@alice@example.com" },
    forbidden: { newEmailAddress: "alice@forbidden.example" },
    used: { newEmailAddress: "alice@example.com" },
    wrong: { ...wrongCode, ...wrongPassword },
  },
  options: { isEmailAddressAllowed: (address) => !address.endsWith("@forbidden.example") },
});
