import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { parallel } from "../testing/answers.ts";
import { slowly } from "../testing/faults.ts";
import { person, type Step } from "../testing/person.ts";
import {
  deletionVerified,
  emailUpdateVerified,
  passwordSet,
  passwordUpdateReady,
  resetReady,
  signedUp,
  signinVerified,
} from "../testing/steps.ts";
import { storages } from "../testing/storages.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

interface Completion {
  readonly action: ActionName;
  readonly steps: readonly Step[];
  readonly refusals: readonly string[];
  /** What of the user server is called exactly once. */
  readonly writes: readonly string[];
  readonly newSessions: 0 | 1;
}

const completions: readonly Completion[] = [
  {
    action: "complete_signup",
    steps: passwordSet,
    refusals: ["invalid_signup_token"],
    writes: ["createUser"],
    newSessions: 1,
  },
  {
    action: "complete_signin",
    steps: [...signedUp, ...signinVerified],
    refusals: ["invalid_signin_token"],
    writes: [],
    newSessions: 1,
  },
  {
    action: "complete_user_email_address_update",
    steps: [...signedUp, ...emailUpdateVerified],
    refusals: ["invalid_user_email_address_update_token"],
    writes: ["updateUserEmailAddress"],
    newSessions: 0,
  },
  {
    action: "complete_user_password_update",
    steps: [...signedUp, ...passwordUpdateReady],
    refusals: ["invalid_password_update_token"],
    writes: ["updateUserPasswordHash"],
    newSessions: 0,
  },
  {
    action: "complete_user_password_reset",
    steps: [...signedUp, ...resetReady],
    refusals: ["invalid_user_password_reset_token"],
    writes: ["updateUserPasswordHash", "incrementUserSessionsCounter"],
    newSessions: 1,
  },
  {
    action: "complete_user_deletion",
    steps: [...signedUp, ...deletionVerified],
    refusals: ["invalid_user_deletion_token", "invalid_session_token"], // the session ends with its user
    writes: ["deleteUser"],
    newSessions: 0,
  },
];

const sessionsMade = ({ storage }: TestServer) =>
  storage.calls.filter(({ method, args }) => method === "add" && String(args[0]).startsWith("session.")).length;
const writesTo = ({ userStore }: TestServer) =>
  userStore.calls.map(({ method }) => method).filter((method) => !method.startsWith("getUser"));

for (const [name, open] of Object.entries(storages)) {
  describe(`O2: of 50 parallel completes of one flow exactly one succeeds, with ${name}`, () => {
    it.each(completions)("$action", async ({ action, steps, refusals, writes, newSessions }) => {
      const server = testServer({ storage: open() });
      server.userStore.through(slowly);
      const alice = person(server);
      await alice.does(...steps);
      const [writesBefore, sessionsBefore] = [writesTo(server).length, sessionsMade(server)];

      const answers = await parallel(50, () => alice.tries(action));
      await server.idle();
      expect(answers.filter((answer) => answer === "ok")).toEqual(["ok"]);
      expect(["ok", "internal_conflict", ...refusals]).toEqual(expect.arrayContaining([...answers]));
      expect(writesTo(server).slice(writesBefore)).toEqual(writes);
      expect(sessionsMade(server) - sessionsBefore).toBe(newSessions);
      expect(refusals).toContain(await alice.tries(action));
    });
  });
}
