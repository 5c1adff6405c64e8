import { userSessionActions } from "@tiauth/protocol";
import { describeMatrix } from "../../testing/matrix.ts";
import type { Step } from "../../testing/person.ts";
import {
  days,
  disabled,
  gone,
  inAnotherSession,
  signedUp,
  withOneOfBobs,
  without,
  withWrongSecret,
} from "../../testing/steps.ts";

/** The person goes on in another session and knows the id of the first one. */
const twice: readonly Step[] = [
  ...signedUp,
  ({ args }) => {
    args.firstToken = args.sessionToken ?? "";
    args.sessionId = args.firstToken.split(".")[0] ?? "";
  },
  inAnotherSession,
];
/** The first session ends. */
const firstEnded: Step = ["delete_session_by_id", {}];
const bobs = { sessionId: "bbbbbbbbbbbbbbbbbbbbbbbb" };

describeMatrix("the sessions of a user", {
  actions: userSessionActions,
  table: `
                                     | two sessions | the other ended | the other ran out | 90 days old | deleted | all deleted | wrong secret | other token | no token | user disabled | user gone
    list_sessions                    | ok           | ok              | ok                | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
    delete_session_by_id             | ok           | not found       | not found         | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
    delete_session_by_id (nobody's)  | not found    | not found       | not found         | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
    delete_session_by_id (no id)     | not found    | not found       | not found         | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
    delete_other_sessions            | ok           | ok              | ok                | gone        | gone    | gone        | gone         | gone        | gone     | gone          | gone
  `,
  legend: { gone: "invalid_session_token", "not found": "session_not_found" },
  differing: { "nobody's": bobs, "no id": { sessionId: "x".repeat(300) } },
  states: {
    "two sessions": twice,
    "the other ended": [...twice, firstEnded],
    "the other ran out": [...twice, days(29), "get_session", days(1), "get_session"],
    "90 days old": [...twice, days(90)],
    deleted: [...twice, "delete_session"],
    "all deleted": [...twice, "delete_all_sessions"],
    "wrong secret": [...twice, withWrongSecret("sessionToken")],
    "other token": [...twice, withOneOfBobs("sessionToken", "signinToken", [...signedUp, "create_signin"])],
    "no token": [...twice, without("sessionToken")],
    "user disabled": [...twice, disabled],
    "user gone": [...twice, gone],
  },
});
