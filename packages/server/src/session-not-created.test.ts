import { describe, expect, it } from "vitest";
import { lostRequest, mended, when } from "../testing/faults.ts";
import { newPassword, person, type Step } from "../testing/person.ts";
import { disabled, passwordSet, resetReady, signedIn, signedUp, userOf } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

/** No session can be stored. */
const withoutSessions: Step = ({ server }) =>
  server.storage.through(
    when(({ method, args: [key] }) => method === "add" && String(key).startsWith("session."), lostRequest),
  );
const withSessions: Step = ({ server }) => server.storage.through(mended);

describe("session_not_created", () => {
  it("by complete_signup: the user exists and can sign in; the accident is reported, the flow is over", async () => {
    const alice = person(testServer());
    await alice.does(...passwordSet, withoutSessions);
    const answer = await alice.asks("complete_signup");
    expect(answer).toMatchObject({ ok: false, errorCode: "session_not_created" });
    expect(alice.server.accidents.splice(0)).toEqual([
      { action: "complete_signup", actionInvocationId: answer.actionInvocationId, error: expect.any(Error) },
    ]);
    expect(await alice.tries("complete_signup")).toBe("invalid_signup_token");
    expect(userOf(alice).emailAddress).toBe("alice@example.com");
    await alice.does(withSessions, ...signedIn, "get_session");
  });

  it("by complete_signup: an application that disables new users is no accident", async () => {
    const alice = person(testServer());
    const { userStore } = alice.server;
    await alice.does(...passwordSet);
    userStore.through(
      when(
        ({ method }) => method === "createUser",
        async (_, proceed) => {
          await proceed();
          await alice.does(disabled);
          return { ok: true, actionInvocationId: "", user: userOf(alice) };
        },
      ),
    );
    expect(await alice.tries("complete_signup")).toBe("session_not_created");
    expect(await alice.tries("create_signin")).toBe("user_disabled");
  });

  it("by complete_user_password_reset: the password is changed, the user is told of that and of no signin", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...resetReady, withoutSessions);
    const mailsBefore = alice.server.mails.length;
    expect(await alice.tries("complete_user_password_reset")).toBe("session_not_created");
    await alice.server.idle();
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action: "complete_user_password_reset" }]);
    expect(alice.server.mails.slice(mailsBefore).map(({ type }) => type)).toEqual(["password_updated"]);
    expect(await alice.tries("complete_user_password_reset")).toBe("invalid_user_password_reset_token");
    alice.args.password = newPassword;
    await alice.does(withSessions, ...signedIn);
  });

  it("is not what complete_signin says: nothing but a session was wanted, so it is an accident", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, "create_signin", "verify_signin_user_password", withoutSessions);
    expect(await alice.tries("complete_signin")).toBe("internal_error");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action: "complete_signin" }]);
    expect(alice.server.mails.map(({ type }) => type)).not.toContain("signin_notification");
    await alice.does(withSessions, ...signedIn);
  });
});
