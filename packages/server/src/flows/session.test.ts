import { sessionActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import { days, disabled, gone, signedUp, withOneOfBobs, without, withWrongSecret } from "../../testing/steps.ts";

describeMatrix("session", {
  actions: sessionActions,
  table: `
                        | new | 29 days later | not used for 30 days | 90 days old | deleted | all deleted | wrong secret | other token | no token | user disabled | user gone
    get_session         | ok  | ok            | gone                 | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
    delete_session      | ok  | ok            | gone                 | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
    delete_all_sessions | ok  | ok            | gone                 | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
  `,
  legend: { gone: "invalid_session_token" },
  states: {
    new: signedUp,
    "29 days later": [...signedUp, days(29)],
    "not used for 30 days": [...signedUp, days(30)],
    "90 days old": [...signedUp, days(29), "get_session", days(29), "get_session", days(29), "get_session", days(3)],
    deleted: [...signedUp, "delete_session"],
    "all deleted": [...signedUp, "delete_all_sessions"],
    "wrong secret": [...signedUp, withWrongSecret("sessionToken")],
    "other token": [...signedUp, withOneOfBobs("sessionToken", "signinToken", [...signedUp, "create_signin"])],
    "no token": [...signedUp, without("sessionToken")],
    "user disabled": [...signedUp, disabled],
    "user gone": [...signedUp, gone],
  },
});
