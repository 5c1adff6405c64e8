import { action } from "../action.ts";
import { emailAddress, token } from "../arguments.ts";
import { cliSignin, cliSigninRequest, session } from "../models.ts";
import { text } from "../wire.ts";

const tokens = { cli_signin_token: token("create_cli_signin") };
const approvalTokens = {
  approval_token: text("The token from the mail: `<id>.<secret>`, 49 characters; keep it secret."),
};

/** Signing in where there is no page to type a password into: by a link in a mail, and a code that its page shows. */
export const cliSigninActions = {
  create_cli_signin: action({
    summary: "Start a signin from a command line and mail a link to the address.",
    arguments: {
      user_email_address: emailAddress,
      client_name: text(
        "What asks, for whoever gets the mail: 1 to 64 letters, digits, blanks, dashes, underscores, brackets.",
      ),
    },
    values: { cli_signin: cliSignin, cli_signin_token: token("create_cli_signin") },
    errors: [
      "email_address_not_allowed",
      "invalid_client_name",
      "invalid_email_address",
      "rate_limited",
      "user_disabled",
      "user_not_found",
    ],
  }),
  get_cli_signin: action({
    summary: "Get a signin from a command line, to see whether it was approved.",
    arguments: tokens,
    values: { cli_signin: cliSignin },
    errors: ["invalid_cli_signin_token", "rate_limited"],
  }),
  get_cli_signin_request: action({
    summary: "Get what the link in a mail is about.",
    arguments: approvalTokens,
    values: { cli_signin_request: cliSigninRequest },
    errors: ["invalid_approval_token"],
  }),
  approve_cli_signin: action({
    summary: "Approve a signin from a command line, and get the code to type there. Asked again, the same one.",
    arguments: approvalTokens,
    values: { code: text("8 upper-case letters and digits.") },
    errors: ["cli_signin_denied", "invalid_approval_token"],
  }),
  deny_cli_signin: action({
    summary: "Deny a signin from a command line, also one that was approved.",
    arguments: approvalTokens,
    errors: ["invalid_approval_token"],
  }),
  complete_cli_signin: action({
    summary: "Complete a signin from a command line: get a session.",
    arguments: { ...tokens, code: text("The 8 upper-case letters and digits from `approve_cli_signin`.") },
    values: { session, session_token: token("complete_cli_signin") },
    errors: [
      "cli_signin_denied",
      "cli_signin_not_approved",
      "incorrect_cli_signin_code",
      "invalid_cli_signin_token",
      "rate_limited",
      "session_not_created",
      "user_disabled",
      "user_not_found",
    ],
  }),
};
