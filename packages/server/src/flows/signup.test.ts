import { signupActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import {
  codeVerified,
  minutes,
  passwordSet,
  signedUp,
  trying,
  withOneOfBobs,
  without,
  withWrongSecret,
  wrongCode,
} from "../../testing/steps.ts";

describeMatrix("signup", {
  actions: signupActions,
  table: `
                                                          | created    | no codes left | no mails left | verified  | verified, no codes left | password set
    create_signup                                         | ok         | limited       | limited       | ok        | limited                 | ok
    create_signup (malformed)                             | malformed  | malformed     | malformed     | malformed | malformed               | malformed
    create_signup (forbidden)                             | forbidden  | forbidden     | forbidden     | forbidden | forbidden               | forbidden
    get_signup                                            | ok         | ok            | ok            | ok        | ok                      | ok
    delete_signup                                         | ok         | ok            | ok            | ok        | ok                      | ok
    send_signup_email_address_verification_code           | ok         | ok            | limited       | already   | already                 | already
    verify_signup_email_address_verification_code         | ok         | limited       | ok            | already   | already                 | already
    verify_signup_email_address_verification_code (wrong) | wrong      | limited       | wrong         | already   | already                 | already
    set_signup_password                                   | unverified | unverified    | unverified    | ok        | ok                      | set
    set_signup_password (short)                           | unverified | unverified    | unverified    | length    | length                  | set
    set_signup_password (long)                            | unverified | unverified    | unverified    | length    | length                  | set
    set_signup_password (weak)                            | unverified | unverified    | unverified    | weak      | weak                    | set
    complete_signup                                       | unverified | unverified    | unverified    | unset     | unset                   | ok

                                                          | completed | deleted   | expired   | wrong secret | other token | no token
    create_signup                                         | used      | ok        | ok        | ok           | ok          | ok
    create_signup (malformed)                             | malformed | malformed | malformed | malformed    | malformed   | malformed
    create_signup (forbidden)                             | forbidden | forbidden | forbidden | forbidden    | forbidden   | forbidden
    get_signup                                            | gone      | gone      | gone      | gone         | gone        | gone
    delete_signup                                         | gone      | gone      | gone      | gone         | gone        | gone
    send_signup_email_address_verification_code           | gone      | gone      | gone      | gone         | gone        | gone
    verify_signup_email_address_verification_code         | gone      | gone      | gone      | gone         | gone        | gone
    verify_signup_email_address_verification_code (wrong) | gone      | gone      | gone      | gone         | gone        | gone
    set_signup_password                                   | gone      | gone      | gone      | gone         | gone        | gone
    set_signup_password (short)                           | gone      | gone      | gone      | gone         | gone        | gone
    set_signup_password (long)                            | gone      | gone      | gone      | gone         | gone        | gone
    set_signup_password (weak)                            | gone      | gone      | gone      | gone         | gone        | gone
    complete_signup                                       | gone      | gone      | gone      | gone         | gone        | gone
  `,
  legend: {
    already: "email_address_already_verified",
    forbidden: "email_address_not_allowed",
    gone: "invalid_signup_token",
    length: "invalid_password_length",
    limited: "rate_limited",
    malformed: "invalid_email_address",
    set: "password_already_set",
    unset: "password_not_set",
    unverified: "email_address_not_verified",
    used: "email_address_already_used",
    weak: "weak_password",
    wrong: "incorrect_email_address_verification_code",
  },
  states: {
    created: ["create_signup"],
    "no codes left": ["create_signup", trying(5, "verify_signup_email_address_verification_code", wrongCode)],
    "no mails left": ["create_signup", trying(4, "send_signup_email_address_verification_code")],
    verified: codeVerified,
    "verified, no codes left": [
      "create_signup",
      trying(4, "verify_signup_email_address_verification_code", wrongCode),
      "verify_signup_email_address_verification_code",
    ],
    "password set": passwordSet,
    completed: signedUp,
    deleted: [...passwordSet, "delete_signup"],
    expired: [...passwordSet, minutes(20)],
    "wrong secret": [...passwordSet, withWrongSecret("signupToken")],
    "other token": [...passwordSet, withOneOfBobs("signupToken", "sessionToken", signedUp)],
    "no token": [...passwordSet, without("signupToken")],
  },
  differing: {
    malformed: { emailAddress: "alice" },
    forbidden: { emailAddress: "alice@forbidden.example" },
    wrong: wrongCode,
    short: { password: "too short" },
    long: { password: "long".repeat(26) },
    weak: { password: "password123" },
  },
  elsewhere: {
    "complete_signup: session_not_created": "session-not-created.test.ts: it takes an accident",
  },
  options: { isEmailAddressAllowed: (address) => !address.endsWith("@forbidden.example") },
});
