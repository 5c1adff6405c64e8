import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { always, answering, lostRequest, mended, once } from "../testing/faults.ts";
import { type Person, person, type Step } from "../testing/person.ts";
import {
  deletionVerified,
  passwordUpdateReady,
  resetReady,
  signedUp,
  signinVerified,
  userOf,
} from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";
import { photograph } from "../testing/traces.ts";
import { writes } from "../testing/writes.ts";

const deletion = {
  method: "deleteUser",
  action: "complete_user_deletion",
  steps: [...signedUp, ...deletionVerified],
} as const;
const updates = writes.filter(({ method }) => method !== "createUser");

const needing: readonly (readonly [ActionName, readonly Step[]])[] = [
  ["get_session", signedUp],
  ["delete_session", signedUp],
  ["delete_all_sessions", signedUp],
  ["get_signin", [...signedUp, ...signinVerified]],
  ["complete_signin", [...signedUp, ...signinVerified]],
  ["complete_user_password_update", [...signedUp, ...passwordUpdateReady]],
  ["complete_user_password_reset", [...signedUp, ...resetReady]],
  ["create_user_deletion", signedUp],
];

async function expectAccident(alice: Person, action: ActionName) {
  await alice.server.idle();
  const before = photograph(alice.server);
  const answer = await alice.asks(action);
  expect(answer).toMatchObject({ ok: false, errorCode: "internal_error" });
  expect(photograph(alice.server)).toEqual(before);
  const { actionInvocationId } = answer;
  expect(alice.server.accidents.splice(0)).toEqual([{ action, actionInvocationId, error: expect.any(Error) }]);
}

describe.each(needing)("%s", (action, steps) => {
  it("U2: does not take another user for the one it asked for", async () => {
    const alice = person(testServer());
    await alice.does(...steps);
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp);
    const answer = { ok: true, actionInvocationId: "", user: userOf(bob) };
    alice.server.userStore.through(always("getUser", async () => answer));
    await expectAccident(alice, action);
  });

  it("U4: changes nothing while the user server is down, and works again after it", async () => {
    const alice = person(testServer());
    await alice.does(...steps);
    alice.server.userStore.through(lostRequest);
    await expectAccident(alice, action);
    alice.server.userStore.through(always("getUser", async () => ({ ok: false, errorCode: "internal_error" })));
    await expectAccident(alice, action);
    alice.server.userStore.through(mended);
    expect(await alice.tries(action)).toBe("ok");
  });
});

const notFound = answering({ ok: false, errorCode: "user_not_found", actionInvocationId: "" });

describe.each([...updates, deletion])("U4: $method in $action", ({ method, action, steps }) => {
  it("that does not find a user who is there ends nothing: the same again succeeds", async () => {
    const alice = person(testServer());
    await alice.does(...steps);
    alice.server.userStore.through(once(method, notFound));
    expect(await alice.tries(action)).toBe("internal_conflict");
    await alice.does(action);
  });
});

describe.each(updates)("U4: $method in $action", ({ method, action, steps }) => {
  it("while the user server finds nobody ends nothing: the same succeeds once it does again", async () => {
    const alice = person(testServer());
    await alice.does(...steps);
    let isForgetful = false;
    alice.server.userStore.through((call, proceed) => {
      isForgetful ||= call.method === method;
      return isForgetful ? notFound(call, proceed) : proceed();
    });
    expect(await alice.tries(action)).toBe("internal_conflict");
    alice.server.userStore.through(mended);
    await alice.does(action);
  });
});

describe("while the user server is down", () => {
  it.each(["create_signup", "create_signin", "create_user_password_reset"] as const)(
    "%s costs no mail and no token",
    async (action) => {
      const alice = person(testServer());
      await alice.does(...signedUp);
      alice.server.userStore.through(lostRequest);
      await expectAccident(alice, action);
    },
  );

  it("an accident says which of its actions failed", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const failed = answering({ ok: false, errorCode: "internal_error", actionInvocationId: "there" });
    alice.server.userStore.through(always("incrementUserSessionsCounter", failed));
    expect(await alice.tries("delete_all_sessions")).toBe("internal_error");
    const [{ error } = { error: undefined }] = alice.server.accidents.splice(0);
    expect(String(error)).toMatch(/increment_user_sessions_counter.*there/);
  });

  it("a conflict at the user server is a conflict, and no accident", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const conflict = async () => ({ ok: false, errorCode: "internal_conflict", actionInvocationId: "" });
    alice.server.userStore.through(always("getUser", conflict));
    expect(await alice.tries("get_session")).toBe("internal_conflict");
    expect(alice.server.accidents).toEqual([]);
  });
});
