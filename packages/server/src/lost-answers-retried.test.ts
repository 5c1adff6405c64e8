import type { ActionName } from "@tiauth/protocol";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { describe, expect, it } from "vitest";
import { parallel } from "../testing/answers.ts";
import { breakingDownAt, lostAnswer, lostRequest, mended, once, slowly } from "../testing/faults.ts";
import { type Arguments, newPassword, person } from "../testing/person.ts";
import { changed, deletionVerified, disabled, gone, resetReady, signedIn, signedUp } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";
import { ready, type Write, writes } from "../testing/writes.ts";

describe("O3: what follows a completion that needed two attempts is what follows any other", () => {
  const completing = async (write: Write | undefined) => {
    if (!write) throw new Error("no such write");
    const alice = await ready(write);
    const mailsBefore = alice.server.mails.length;
    alice.server.userStore.through(breakingDownAt(write.method, lostAnswer));
    await alice.tries(write.action);
    alice.server.accidents.length = 0;
    alice.server.userStore.through(mended);
    await alice.does(write.action);
    await alice.server.idle();
    return { alice, mails: alice.server.mails.slice(mailsBefore) };
  };

  it("the notice of a new e-mail address goes to the old one", async () => {
    const { mails } = await completing(writes[1]);
    expect(mails).toMatchObject([{ type: "email_updated", to: { emailAddress: "alice@example.com" } }]);
  });

  it("the new password works, and the user is told", async () => {
    for (const write of writes.slice(2, 4)) {
      const { alice, mails } = await completing(write);
      expect(mails[0]).toMatchObject({ type: "password_updated", to: { emailAddress: "alice@example.com" } });
      alice.args.password = newPassword;
      await alice.does(...signedIn);
    }
  });

  it("it cannot be given up in between, which would leave it half done", async () => {
    for (const write of writes.slice(1)) {
      const alice = await ready(write);
      alice.server.userStore.through(breakingDownAt(write.method, lostAnswer));
      await alice.tries(write.action);
      alice.server.accidents.length = 0;
      alice.server.userStore.through(mended);
      const giveUp = write.action.replace("complete", "delete") as ActionName; // every flow has both
      expect(await alice.tries(giveUp)).toBe(write.refusal);
      await alice.does(write.action);
    }
  });

  it("the flow is over", async () => {
    for (const write of writes) {
      const { alice } = await completing(write);
      expect(await alice.tries(write.action)).toMatch(/^invalid_.*_token$/);
    }
  });
});

describe("O3: a complete that failed does not keep its flow open", () => {
  const [, emailUpdate, passwordUpdate, reset] = writes;
  const otherAddress = changed(() => ({ emailAddress: "other@example.com", emailAddressCounter: 1 }));
  const otherPassword = changed(() => ({ passwordHash: Uint8Array.of(1), passwordHashCounter: 1 }));

  it.each([
    { write: emailUpdate, change: otherAddress },
    { write: passwordUpdate, change: otherPassword },
    { write: reset, change: otherPassword },
  ])("$write.action, when the user changed otherwise meanwhile", async ({ write, change }) => {
    if (!write) throw new Error("no such write");
    const alice = await ready(write);
    alice.server.userStore.through(once(write.method, lostRequest));
    expect(await alice.tries(write.action)).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    await alice.does(change);
    const before = [...alice.server.users.users.values()];
    const look = write.action.replace("complete", "get") as ActionName; // every flow has both
    expect(await alice.tries(look)).toBe(write.refusal);
    expect(await alice.tries(write.action)).toBe(write.refusal);
    expect([...alice.server.users.users.values()]).toEqual(before);
  });

  it("complete_user_password_reset, when it was done but the user was disabled meanwhile", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...resetReady);
    alice.server.userStore.through(breakingDownAt("updateUserPasswordHash", lostAnswer));
    expect(await alice.tries("complete_user_password_reset")).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    alice.server.userStore.through(mended);
    await alice.does(disabled);
    expect(await alice.tries("complete_user_password_reset")).toBe("invalid_user_password_reset_token");
  });
});

describe("O3: a lost answer of delete_user", () => {
  const write: Write = {
    method: "deleteUser",
    action: "complete_user_deletion",
    steps: [...signedUp, ...deletionVerified],
    refusal: "invalid_user_deletion_token",
    once: {},
  };

  it("is read back: the action succeeds", async () => {
    const alice = await ready(write);
    alice.server.userStore.through(once("deleteUser", lostAnswer));
    expect(await alice.tries("complete_user_deletion")).toBe("ok");
    expect(alice.server.users.users.size).toBe(0);
  });

  it("to a request that never arrived is an accident, and the same complete again succeeds", async () => {
    const alice = await ready(write);
    alice.server.userStore.through(once("deleteUser", lostRequest));
    expect(await alice.tries("complete_user_deletion")).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    expect(await alice.tries("complete_user_deletion")).toBe("ok");
    expect(alice.server.users.users.size).toBe(0);
  });

  /** The user is deleted, and nobody knows. */
  const lost = async () => {
    const alice = await ready(write);
    alice.server.userStore.through(breakingDownAt("deleteUser", lostAnswer));
    expect(await alice.tries("complete_user_deletion")).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    alice.server.userStore.through(mended);
    return alice;
  };

  it("that cannot be read back is an accident, and the same complete again succeeds, once", async () => {
    const alice = await lost();
    expect(alice.server.users.users.size).toBe(0);
    const answers = await parallel(50, () => alice.tries("complete_user_deletion"));
    expect(answers.filter((answer) => answer === "ok")).toEqual(["ok"]);
    expect(await alice.tries("complete_user_deletion")).toBe("invalid_session_token");
  });

  it("leaves nothing else open to the session of a user who is gone, and nothing to any other", async () => {
    const alice = await lost();
    const tokens = { ...alice.args };
    expect(await alice.tries("get_user_deletion")).toBe("invalid_session_token");
    expect(await alice.tries("delete_user_deletion")).toBe("invalid_session_token");
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp, "create_user_deletion");
    const complete = (different: Arguments) => alice.tries("complete_user_deletion", { ...tokens, ...different });
    const { sessionToken = "", userDeletionToken = "" } = bob.args;
    expect(await complete({ sessionToken })).toBe("invalid_user_deletion_token");
    expect(await complete({ userDeletionToken })).toBe("invalid_session_token");
    expect(await complete({})).toBe("ok");
  });

  it("is not made up for once the id belongs to somebody else", async () => {
    const alice = person(testServer({ users: memoryUserStore({ newId: () => "the one" }) }));
    await alice.does(...write.steps);
    alice.server.userStore.through(breakingDownAt("deleteUser", lostAnswer));
    expect(await alice.tries("complete_user_deletion")).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    alice.server.userStore.through(mended);
    await person(alice.server, "bob@example.com").does(...signedUp);
    expect(await alice.tries("complete_user_deletion")).toBe("invalid_session_token");
    expect(alice.server.users.users.size).toBe(1);
  });

  it("is not taken for done before it was tried: a user whom the application deleted had no deletion completed", async () => {
    const alice = await ready(write);
    await alice.does(gone);
    expect(await alice.tries("complete_user_deletion")).toBe("invalid_session_token");
  });
});

describe("O3: a lost answer of increment_user_sessions_counter in delete_all_sessions", () => {
  it("is read back: the action succeeds", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    alice.server.userStore.through(once("incrementUserSessionsCounter", lostAnswer));
    expect(await alice.tries("delete_all_sessions")).toBe("ok");
    expect(await alice.tries("get_session")).toBe("invalid_session_token");
  });

  it("to a request that never arrived is an accident, and the same again succeeds", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    alice.server.userStore.through(once("incrementUserSessionsCounter", lostRequest));
    expect(await alice.tries("delete_all_sessions")).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    expect(await alice.tries("delete_all_sessions")).toBe("ok");
  });

  it("sent twice at once ends all sessions once", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    alice.server.userStore.through(slowly);
    const answers = await Promise.all([alice.tries("delete_all_sessions"), alice.tries("delete_all_sessions")]);
    expect(answers).toEqual(["ok", "ok"]);
    expect([...alice.server.users.users.values()]).toMatchObject([{ sessionsCounter: 1 }]);
  });
});
