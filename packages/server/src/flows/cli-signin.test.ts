import { cliSigninActions } from "@tiauth/protocol";
import { cliSigninBegun, withTool } from "../../testing/cli-signin.ts";
import { describeMatrix } from "../../testing/matrix.ts";
import type { Step } from "../../testing/person.ts";
import { disabled, gone, minutes, signedUp, trying, without, withWrongSecret } from "../../testing/steps.ts";

const begun: readonly Step[] = [...signedUp, minutes(180), ...cliSigninBegun];
const approved: readonly Step[] = [...begun, "approve_cli_signin"];
const wrongCode = { code: "AAAAAAAA" };

describeMatrix("signin from a command line", {
  actions: cliSigninActions,
  options: { settings: { cliSignin: "users" } },
  table: `
                                    | nothing begun | begun   | approved | denied | approved, denied | wrong codes | completed | 10 minutes old | wrong secrets | other tokens | no tokens | user disabled | user gone
    create_cli_signin               | ok            | ok      | ok       | ok     | ok               | ok          | ok        | ok             | ok            | ok           | ok        | disabled      | nobody
    create_cli_signin (no name)     | name          | name    | name     | name   | name             | name        | name      | name           | name          | name         | name      | name          | name
    create_cli_signin (no address)  | address       | address | address  | address | address         | address     | address   | address        | address       | address      | address   | address       | address
    get_cli_signin                  | gone          | ok      | ok       | ok     | ok               | ok          | gone      | gone           | gone          | gone         | gone      | ok            | ok
    get_cli_signin_request          | no approval   | ok      | ok       | ok     | ok               | ok          | no approval | no approval  | no approval   | no approval  | no approval | ok          | ok
    approve_cli_signin              | no approval   | ok      | ok       | denied | denied           | ok          | no approval | no approval  | no approval   | no approval  | no approval | ok          | ok
    deny_cli_signin                 | no approval   | ok      | ok       | ok     | ok               | ok          | no approval | no approval  | no approval   | no approval  | no approval | ok          | ok
    complete_cli_signin             | gone          | pending | ok       | denied | denied           | limited     | gone      | gone           | gone          | gone         | gone      | disabled      | nobody
    complete_cli_signin (wrong)     | gone          | pending | wrong    | denied | denied           | limited     | gone      | gone           | gone          | gone         | gone      | wrong         | wrong
  `,
  legend: {
    address: "invalid_email_address",
    denied: "cli_signin_denied",
    disabled: "user_disabled",
    gone: "invalid_cli_signin_token",
    limited: "rate_limited",
    name: "invalid_client_name",
    "no approval": "invalid_approval_token",
    nobody: "user_not_found",
    pending: "cli_signin_not_approved",
    wrong: "incorrect_cli_signin_code",
  },
  differing: { "no name": { clientName: "" }, "no address": { userEmailAddress: "somebody" }, wrong: wrongCode },
  states: {
    "nothing begun": [...signedUp, minutes(180), withTool],
    begun,
    approved,
    denied: [...begun, "deny_cli_signin"],
    "approved, denied": [...approved, "deny_cli_signin"],
    "wrong codes": [...approved, trying(5, "complete_cli_signin", wrongCode)],
    completed: [...approved, "complete_cli_signin"],
    "10 minutes old": [...approved, minutes(10)],
    "wrong secrets": [...approved, withWrongSecret("cliSigninToken"), withWrongSecret("approvalToken")],
    "other tokens": [
      ...approved,
      ({ args }) => Object.assign(args, { cliSigninToken: args.approvalToken, approvalToken: args.cliSigninToken }),
    ],
    "no tokens": [...approved, without("cliSigninToken"), without("approvalToken")],
    "user disabled": [...approved, disabled],
    "user gone": [...approved, gone],
  },
  elsewhere: {
    "create_cli_signin: email_address_not_allowed": "cli-signin-effects.test.ts",
    "create_cli_signin: rate_limited": "cli-signin-effects.test.ts",
    "get_cli_signin: rate_limited": "cli-signin-effects.test.ts",
    "complete_cli_signin: session_not_created": "cli-signin-effects.test.ts",
  },
});
