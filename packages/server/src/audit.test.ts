import { type ActionName, actions, isLook } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { lostRequest } from "../testing/faults.ts";
import { newPassword, type Person, person, type Step } from "../testing/person.ts";
import {
  codeVerified,
  deletionVerified,
  disabled,
  emailAddressUpdated,
  passwordReset,
  passwordSet,
  passwordUpdated,
  signedIn,
  signedUp,
  userOf,
  withWrongSecret,
} from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

const clientAddress = "192.0.2.1";

function atAnAddress(): Person {
  const server = testServer({ settings: { cliSignin: "users" } });
  return person({ ...server, client: server.callerWith({ clientAddress }) });
}

const usesNewAddress: Step = ({ args }) => Object.assign(args, { userEmailAddress: args.newEmailAddress });

/** The one in the link that was mailed last. */
const hasApprovalToken: Step = ({ server, args }) => {
  const link = server.mails.findLast((mail) => "link" in mail)?.link ?? "";
  args.approvalToken = link.split("#")[1] ?? "";
};

/** Each action at least once, all of them successful. */
const everything: readonly Step[] = [
  "create_signup",
  "send_signup_email_address_verification_code",
  "get_signup",
  "delete_signup",
  ...signedUp,
  ...(["create_signin", "get_signin", "delete_signin"] satisfies ActionName[]),
  ...(["delete_session"] satisfies ActionName[]),
  ...signedIn,
  "get_session",
  "create_user_email_address_update",
  "get_user_email_address_update",
  "send_user_email_address_update_email_address_verification_code",
  "delete_user_email_address_update",
  ...emailAddressUpdated,
  usesNewAddress,
  "create_user_password_update",
  "get_user_password_update",
  "delete_user_password_update",
  ...passwordUpdated,
  ({ args }) => Object.assign(args, { password: newPassword }),
  "create_user_password_reset",
  "get_user_password_reset",
  "delete_user_password_reset",
  ...passwordReset,
  "delete_all_sessions",
  ...signedIn,
  "get_capabilities",
  ({ server }) => server.clock.advanceSeconds(3600),
  ["create_cli_signin", { clientName: "a tool" }],
  "get_cli_signin",
  hasApprovalToken,
  "get_cli_signin_request",
  "approve_cli_signin",
  "complete_cli_signin",
  ({ server }) => server.clock.advanceSeconds(3600),
  ["create_cli_signin", { clientName: "a tool" }],
  hasApprovalToken,
  "deny_cli_signin",
  "list_sessions",
  "renew_session",
  "delete_other_sessions",
  ({ args }) => Object.assign(args, { sessionId: args.sessionToken?.split(".")[0] }),
  "delete_session_by_id",
  ({ server }) => server.clock.advanceSeconds(60),
  ...signedIn,
  "create_user_deletion",
  "get_user_deletion",
  "delete_user_deletion",
  ...deletionVerified,
  "complete_user_deletion",
];
const nameOf = (step: Step) => (typeof step === "function" ? [] : [step].flat().slice(0, 1));

describe("C2: every decision is an audit event", () => {
  it("exactly one per invocation of each action; a look is no decision", async () => {
    const alice = atAnAddress();
    await alice.does(...everything);
    const taken = everything.flatMap(nameOf);
    expect(new Set(taken)).toEqual(new Set(Object.keys(actions)));
    expect(alice.server.audits.map(({ action, result }) => `${action}: ${result}`)).toEqual(
      taken.filter((action) => !isLook(String(action))).map((action) => `${action}: ok`),
    );
    const ids = alice.server.audits.map(({ actionInvocationId }) => actionInvocationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(alice.server.audits.every((event) => event.clientAddress === clientAddress)).toBe(true);
  });

  it("with the ids of the user, the session and the flow", async () => {
    const alice = atAnAddress();
    await alice.does("create_signup");
    const started = await alice.asks("get_signup");
    const signupId = "signup" in started ? started.signup.id : "none";
    await alice.does("verify_signup_email_address_verification_code", "set_signup_password");
    const completed = await alice.asks("complete_signup");
    const sessionId = "session" in completed ? completed.session.id : "none";
    const { actionInvocationId } = completed;
    const userId = userOf(alice).id;
    const { audits } = alice.server;
    expect(audits.at(-1)).toEqual({
      action: "complete_signup",
      result: "ok",
      actionInvocationId,
      userId,
      sessionId,
      flowId: signupId,
      clientAddress,
    });
    expect(audits.map(({ flowId }) => flowId)).toEqual(Array(4).fill(signupId));

    const created = await alice.asks("create_user_deletion");
    const flowId = "userDeletion" in created ? created.userDeletion.id : "none";
    expect(audits.at(-1)).toMatchObject({ userId, sessionId, flowId });
    await alice.tries("verify_user_deletion_user_password", { password: "not the password" });
    expect(audits.at(-1)).toMatchObject({ result: "incorrect_password", userId, sessionId, flowId });
    await alice.does("delete_session");
    expect(audits.at(-1)).toMatchObject({ action: "delete_session", userId, sessionId });
  });

  it("names nobody where the secret was wrong", async () => {
    const alice = atAnAddress();
    await alice.does(...signedUp, "create_signin", withWrongSecret("signinToken"), withWrongSecret("sessionToken"));
    for (const action of ["complete_signin", "delete_all_sessions"] as const) {
      await alice.tries(action);
      const { userId, sessionId, flowId, ...event } = alice.server.audits.at(-1) ?? {};
      expect([userId, sessionId, flowId]).toEqual([undefined, undefined, undefined]);
      expect(event).toMatchObject({ action, clientAddress });
    }
  });

  it.each(["create_signin", "create_user_password_reset"] as const)("with the user whom %s refuses", async (action) => {
    const alice = atAnAddress();
    await alice.does(...signedUp);
    const { id } = userOf(alice);
    await alice.does(disabled);
    expect(await alice.tries(action)).toBe("user_disabled");
    expect(alice.server.audits.at(-1)).toMatchObject({ action, result: "user_disabled", userId: id });
  });

  it("with the code of a refusal", async () => {
    const alice = atAnAddress();
    await alice.does(...codeVerified);
    await alice.tries("complete_signup");
    expect(alice.server.audits.at(-1)).toMatchObject({ action: "complete_signup", result: "password_not_set" });
  });
});

describe("C2: an accident", () => {
  it("is reported exactly once, with the invocation's id, and audited as internal_error", async () => {
    const alice = atAnAddress();
    await alice.does(...passwordSet);
    alice.server.storage.through(lostRequest);
    const { actionInvocationId, ...answer } = await alice.asks("complete_signup");
    expect(answer).toEqual({ ok: false, errorCode: "internal_error" });
    const event = { action: "complete_signup", actionInvocationId };
    expect(alice.server.accidents.splice(0)).toEqual([{ ...event, error: expect.any(Error) }]);
    expect(alice.server.audits.at(-1)).toEqual({ ...event, result: "internal_error", clientAddress });
  });

  it("is reported for a look as well", async () => {
    const alice = atAnAddress();
    await alice.does(...signedUp);
    alice.server.userStore.through(lostRequest);
    const { actionInvocationId } = await alice.asks("get_session");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action: "get_session", actionInvocationId }]);
  });
});
