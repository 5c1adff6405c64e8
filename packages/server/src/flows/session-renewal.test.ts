import { sessionRenewalActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import { days, disabled, gone, signedUp, withOneOfBobs, without, withWrongSecret } from "../../testing/steps.ts";

describeMatrix("session renewal, within seven days", {
  actions: sessionRenewalActions,
  options: { settings: { sessionRenewalWindowSeconds: 7 * 24 * 60 * 60 } },
  table: `
                  | new | ran out | ran out, disabled | ran out, gone | ran out 7 days ago | 90 days old | 97 days old | deleted | all deleted | ran out, wrong secret | other token | no token
    renew_session | ok  | ok      | gone              | gone          | gone               | ok          | gone        | gone    | gone        | gone                  | gone        | gone
  `,
  legend: { gone: "invalid_session_token" },
  states: {
    new: signedUp,
    "ran out": [...signedUp, days(36.99)],
    "ran out, disabled": [...signedUp, days(31), disabled],
    "ran out, gone": [...signedUp, days(31), gone],
    "ran out 7 days ago": [...signedUp, days(37)],
    "90 days old": [
      ...signedUp,
      ...Array(3)
        .fill([days(29), "get_session"])
        .flat(),
      days(9.99),
    ],
    "97 days old": [
      ...signedUp,
      ...Array(3)
        .fill([days(29), "get_session"])
        .flat(),
      days(10),
    ],
    deleted: [...signedUp, "delete_session"],
    "all deleted": [...signedUp, "delete_all_sessions"],
    "ran out, wrong secret": [...signedUp, days(31), withWrongSecret("sessionToken")],
    "other token": [...signedUp, withOneOfBobs("sessionToken", "signinToken", [...signedUp, "create_signin"])],
    "no token": [...signedUp, without("sessionToken")],
  },
});

describeMatrix("session renewal, where it is off", {
  actions: sessionRenewalActions,
  table: `
                  | new | used after 29 days | ran out | deleted
    renew_session | ok  | ok                 | gone    | gone
  `,
  legend: { gone: "invalid_session_token" },
  states: {
    new: signedUp,
    "used after 29 days": [...signedUp, days(29)],
    "ran out": [...signedUp, days(30)],
    deleted: [...signedUp, "delete_session"],
  },
});
