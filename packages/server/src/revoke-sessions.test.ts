import { describe, expect, it } from "vitest";
import { answering, mended, once, when } from "../testing/faults.ts";
import { type Person, person, type Step } from "../testing/person.ts";
import {
  inAnotherSession,
  minutes,
  passwordReset,
  passwordUpdated,
  passwordUpdateReady,
  resetReady,
  signedUp,
  signinVerified,
  userOf,
} from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";
import type { Settings } from "./index.ts";

/** Somebody with two sessions; `args.other` is the token of the one they do not go on in. */
async function inTwoSessions(revokeSessions: Settings["revokeSessions"]): Promise<Person> {
  const alice = person(testServer({ settings: { revokeSessions } }));
  await alice.does(...signedUp);
  alice.args.other = alice.args.sessionToken ?? "";
  await alice.does(inAnotherSession);
  return alice;
}

type Case = readonly [setting: Settings["revokeSessions"], what: string, steps: readonly Step[], ends: boolean];

const cases: readonly Case[] = [
  ["off", "password reset", passwordReset, false],
  ["off", "password update", passwordUpdated, false],
  ["reset", "password reset", passwordReset, true],
  ["reset", "password update", passwordUpdated, false],
  ["all", "password reset", passwordReset, true],
  ["all", "password update", passwordUpdated, true],
];

describe("the setting revokeSessions", () => {
  it.each(cases)("%s: a %s: the other sessions end: %#", async (setting, _, steps, ends) => {
    const alice = await inTwoSessions(setting);
    await alice.does(...steps);
    const other = await alice.tries("get_session", { sessionToken: alice.args.other ?? "" });
    expect(other).toBe(ends ? "invalid_session_token" : "ok");
    expect(userOf(alice)).toMatchObject({ passwordHashCounter: 1, sessionsCounter: ends ? 1 : 0 });
  });

  it.each(["off", "reset", "all"] as const)("%s: the session that a reset gives is good", async (setting) => {
    const alice = await inTwoSessions(setting);
    await alice.does(...passwordReset, "get_session");
  });

  it.each(["off", "reset"] as const)("%s: a password update leaves its own session alone", async (setting) => {
    const alice = await inTwoSessions(setting);
    await alice.does(...passwordUpdated, "get_session");
  });

  it.each(["updateUserPasswordHash", "incrementUserSessionsCounter"])(
    "reset: whoever completes a signin with the old password just before %s is not signed in afterwards",
    async (write) => {
      const alice = person(testServer());
      await alice.does(...signedUp, minutes(1), ...resetReady);
      const intruder = person(alice.server);
      await intruder.does(...signinVerified);
      const meanwhile = once(write, async (_, proceed) => {
        await intruder.tries("complete_signin");
        return proceed();
      });
      alice.server.userStore.through(meanwhile);
      await alice.does("complete_user_password_reset", "get_session");
      const sessionToken = intruder.args.sessionToken ?? ""; // none, where the signin was refused
      expect(await intruder.tries("get_session", { sessionToken })).toBe("invalid_session_token");
    },
  );

  it.each([
    ["reset", "complete_user_password_reset", resetReady],
    ["all", "complete_user_password_update", passwordUpdateReady],
  ] as const)(
    "U4: %s: %s does not succeed before they end, though the user is not found",
    async (setting, action, steps) => {
      const alice = await inTwoSessions(setting);
      await alice.does(...steps);
      const notFound = answering({ ok: false, actionInvocationId: "", errorCode: "user_not_found" });
      const isAfterTheWrite = () => userOf(alice).passwordHashCounter === 1;
      alice.server.userStore.through(when(({ method }) => method === "getUser" && isAfterTheWrite(), notFound));
      expect(await alice.tries(action)).toBe("internal_conflict");
      alice.server.userStore.through(mended);
      await alice.does(action);
      expect(await alice.tries("get_session", { sessionToken: alice.args.other ?? "" })).toBe("invalid_session_token");
    },
  );
});
