import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { hanging, lostRequest } from "../testing/faults.ts";
import { person, type Step } from "../testing/person.ts";
import { emailUpdateVerified, passwordUpdateReady, resetReady, signedUp, signinVerified } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

/** With the notices that they send. */
const noticing: readonly (readonly [ActionName, readonly Step[], number])[] = [
  ["complete_signin", [...signedUp, ...signinVerified], 1],
  ["complete_user_email_address_update", [...signedUp, ...emailUpdateVerified], 1],
  ["complete_user_password_update", [...signedUp, ...passwordUpdateReady], 1],
  ["complete_user_password_reset", [...signedUp, ...resetReady], 2],
];

describe("M2: a notice", () => {
  it.each(noticing)("does not delay %s while the mail server hangs", async (action, steps, notices) => {
    const alice = person(testServer());
    await alice.does(...steps);
    const sendsBefore = alice.server.email.count("send");
    alice.server.email.through(hanging);
    expect(await alice.tries(action)).toBe("ok");
    expect(await alice.tries("get_session")).toBe("ok");
    expect(alice.server.email.count("send") - sendsBefore).toBe(notices);
  });

  it.each(noticing)("that fails does not fail %s, and is reported", async (action, steps, notices) => {
    const alice = person(testServer());
    await alice.does(...steps);
    alice.server.email.through(lostRequest);
    const answer = await alice.asks(action);
    await alice.server.idle();
    expect(answer.ok).toBe(true);
    const { actionInvocationId } = answer;
    expect(alice.server.accidents.splice(0)).toEqual(
      Array(notices).fill({ action, actionInvocationId, error: expect.any(Error) }),
    );
  });

  it("is settled when the server is idle", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...signinVerified);
    let handOver = () => {};
    alice.server.email.through(async (_, proceed) => {
      await new Promise<void>((resolve) => {
        handOver = resolve;
      });
      return proceed();
    });
    await alice.does("complete_signin");
    const mailsBefore = alice.server.mails.length;
    const idle = alice.server.idle();
    expect(alice.server.mails.length).toBe(mailsBefore);
    handOver();
    await idle;
    expect(alice.server.mails.length).toBe(mailsBefore + 1);
  });
});
