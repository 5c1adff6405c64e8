import { type cliSigninActions, err, type Handlers, ok, type Result, type User } from "@tiauth/protocol";
import type { Decision } from "@tiauth/records";
import { addressNetwork, after, Conflict, pairedRecords, rateLimit, singleUse, spend } from "@tiauth/records";
import { isPhantom } from "@tiauth/users";
import * as z from "zod/mini";
import type { Context } from "../context.ts";
import { isEmailAddress, limitKey, recipientOf } from "../email-address.ts";
import type { ServerInvocation } from "../invocation.ts";
import { opening } from "../opening.ts";

const fields = z.object({
  userEmailAddress: z.string(),
  clientName: z.string(),
  clientLabel: z.string(),
  clientAddress: z.string(),
  status: z.literal(["pending", "approved", "denied"]),
});
type DenialDecision = Decision<z.output<typeof fields>, Result<object, "cli_signin_denied">>;

/** Whom it is for; without an id nobody yet. */
type Owner = Pick<User, "id" | "emailAddress" | "displayName">;

const pollLimit = { burst: 10, intervalSeconds: 1 };
/** All of it can be seen, and no mail program makes a link of it: a dot only before a digit, as in a version. */
const clientNameForm = /^(?=.{1,64}$)(?! )(?:(?!\p{DI})[\p{L}\p{N} _()-]|\.(?=\d))+(?<! )$/u;

/** The tool's token opens what compares the code, the one in the mail what tells it: only both together get a session. */
export function cliSigninFlow(context: Context): Handlers<typeof cliSigninActions, ServerInvocation> {
  const { ports, settings, users, passwords, limits } = context;
  const signins = pairedRecords(ports, {
    prefix: "cli_signin.",
    invalidToken: "invalid_cli_signin_token",
    otherPrefix: "cli_approval.",
    invalidOtherToken: "invalid_approval_token",
    fields,
    expiresAt: after(settings.cliSigninLifetimeSeconds),
  });
  const polls = rateLimit({ storage: ports.rateLimitStorage, now: ports.now, name: "poll", limit: pollLimit });

  const withSignin = opening(async ({ cliSigninToken }: { readonly cliSigninToken: string }, { subject }) => {
    const signin = await signins.open(cliSigninToken);
    if (signin.ok) subject.flowId = signin.row.id;
    return signin;
  });
  const withApproval = opening(async ({ approvalToken }: { readonly approvalToken: string }, { subject }) => {
    const approval = await signins.openOther(approvalToken);
    if (approval.ok) subject.flowId = approval.row.id;
    return approval;
  });

  const findOwner = async (emailAddress: string, invocation: ServerInvocation) => {
    if (settings.cliSignin !== "anyone" || (await users.getByEmailAddress(emailAddress)))
      return context.findForFlow(emailAddress, invocation);
    const nobodyYet = { user: { id: "", emailAddress, displayName: "" } };
    return (await ports.isEmailAddressAllowed(emailAddress)) ? ok(nobodyYet) : err("email_address_not_allowed");
  };

  /** Makes the flow and mails the link. A phantom gets the same, but another mail. */
  const begin = (owner: Owner, clientName: string, invocation: ServerInvocation) =>
    spend(limits.sendEmail, limitKey(owner.emailAddress), async () => {
      const clientAddress = addressNetwork(invocation.clientAddress ?? "");
      const shown = { clientName, clientLabel: invocation.clientLabel ?? "", clientAddress };
      const start = { userEmailAddress: owner.emailAddress, ...shown, status: "pending" as const };
      const { row, token, otherToken } = await signins.createPair(start);
      const approval = { type: "cli_signin_approval" as const, link: `${settings.publicUrl}/cli#${otherToken}` };
      const mail = isPhantom(owner.id) ? { type: "no_account" as const } : approval;
      await ports.email.send({ ...mail, ...shown, to: recipientOf(owner, invocation) });
      invocation.subject.flowId = row.id;
      return ok({ cliSignin: signins.view(row), cliSigninToken: token });
    });

  /** The user who has the address; nobody yet, where anyone may become one. */
  const findUser = async (emailAddress: string, { subject }: ServerInvocation) => {
    const user = await users.getByEmailAddress(emailAddress);
    if (user) subject.userId = user.id;
    if (user) return user.disabled ? err("user_disabled") : ok({ user });
    if (settings.cliSignin !== "anyone") return err("user_not_found");
    // Forbidden since it was begun: as if it had ended.
    return (await ports.isEmailAddressAllowed(emailAddress)) ? ok({ user }) : err("invalid_cli_signin_token");
  };

  /** With a password that nobody knows: a reset gives one. */
  const createUser = async (emailAddress: string) => {
    const password = await passwords.hash(Buffer.from(ports.randomBytes(32)).toString("base64url"));
    const created = await users.create(emailAddress, password);
    if (!created) throw new Conflict(); // somebody with the address was quicker: the next try finds them
    return created;
  };

  return {
    async create_cli_signin({ userEmailAddress, clientName }, invocation) {
      if (!clientNameForm.test(clientName)) return err("invalid_client_name");
      if (!isEmailAddress(userEmailAddress)) return err("invalid_email_address");
      const owner = await findOwner(userEmailAddress, invocation);
      if (!owner.ok) return owner;
      return (await begin(owner.user, clientName, invocation)) ?? err("rate_limited");
    },

    get_cli_signin: withSignin(async ({ row }) =>
      (await polls.take(row.id)) ? ok({ cliSignin: signins.view(row) }) : err("rate_limited"),
    ),

    get_cli_signin_request: withApproval(async ({ row }) => ok({ cliSigninRequest: signins.view(row) })),

    approve_cli_signin: withApproval(async ({ row, code }) => {
      const approved = await signins.decide(row, ({ status }): DenialDecision => {
        if (status === "denied") return { result: err("cli_signin_denied") };
        return { patch: { status: "approved" }, result: ok() };
      });
      if (approved.ok) return ok({ code });
      return approved.errorCode === "cli_signin_denied" ? approved : err("invalid_approval_token");
    }),

    deny_cli_signin: withApproval(async ({ row }) => {
      const denied = await signins.decide(row, () => ({ patch: { status: "denied" }, result: ok() }));
      return denied.ok ? ok() : err("invalid_approval_token");
    }),

    complete_cli_signin: withSignin(async (signin, { code }, invocation) => {
      const { userEmailAddress, status } = signin.row.fields;
      if (status === "denied") return err("cli_signin_denied");
      if (status === "pending") return err("cli_signin_not_approved");
      if (!(await limits.verifyCode.take(signin.row.id))) return err("rate_limited");
      if (!(await signins.isCode(signin, code))) return err("incorrect_cli_signin_code");
      const found = await findUser(userEmailAddress, invocation);
      if (!found.ok) return found;
      // As the row was read: whoever denied or completed it meanwhile was quicker.
      const user = await singleUse(ports, signins, signin.row, async () => found.user ?? createUser(userEmailAddress));
      invocation.subject.userId = user.id;
      const session = await context.startSession(invocation, async () => user);
      if (!session) return err("session_not_created");
      await context.notify(invocation, user, { type: "signin_notification" });
      return session;
    }),
  };
}
