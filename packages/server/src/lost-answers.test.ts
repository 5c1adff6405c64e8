import { describe, expect, it } from "vitest";
import { answering, breakingDownAt, lostAnswer, lostRequest, mended, once } from "../testing/faults.ts";
import type { Person } from "../testing/person.ts";
import { ready, type Write, writes } from "../testing/writes.ts";

const noCounters = { emailAddressCounter: 0, passwordHashCounter: 0, disabledCounter: 0 };

function expectDoneOnce({ server }: Person, { once }: Write) {
  const users = [...server.users.users.values()];
  expect(users.length).toBe(1);
  expect(users[0]).toMatchObject({ ...noCounters, ...once });
}

describe.each(writes)("O3: a lost answer of $method in $action", (write) => {
  const { method, action } = write;

  it("is read back: the action succeeds, and the write is made once", async () => {
    const alice = await ready(write);
    alice.server.userStore.through(once(method, lostAnswer));
    expect(await alice.tries(action)).toBe("ok");
    expectDoneOnce(alice, write);
    expect(alice.server.userStore.count(method)).toBe(1);
    expect(await alice.tries("get_session")).toBe("ok");
  });

  it("to a request that never arrived is an accident, and the same complete again succeeds", async () => {
    const alice = await ready(write);
    alice.server.userStore.through(once(method, lostRequest));
    expect(await alice.tries(action)).toBe("internal_error");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action }]);
    expect(await alice.tries(action)).toBe("ok");
    expectDoneOnce(alice, write);
    expect(await alice.tries("get_session")).toBe("ok");
  });

  it("that cannot be read back is an accident, and the same complete again succeeds", async () => {
    const alice = await ready(write);
    alice.server.userStore.through(breakingDownAt(method, lostAnswer));
    expect(await alice.tries(action)).toBe("internal_error");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action }]);

    alice.server.userStore.through(mended);
    expect(await alice.tries(action)).toBe("ok");
    expectDoneOnce(alice, write);
    expect(await alice.tries("get_session")).toBe("ok");
  });

  it("U4: and an outage from before it destroys nothing either", async () => {
    const alice = await ready(write);
    alice.server.userStore.through(breakingDownAt(method, lostRequest));
    for (let tries = 0; tries < 3; tries++) expect(await alice.tries(action)).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(3);
    alice.server.userStore.through(mended);
    expect(await alice.tries(action)).toBe("ok");
    expectDoneOnce(alice, write);
  });

  it("is not mistaken for a conflict, which is passed on and can be tried again", async () => {
    const alice = await ready(write);
    const conflict = answering({ ok: false, errorCode: "internal_conflict", actionInvocationId: "" });
    alice.server.userStore.through(once(method, conflict));
    expect(await alice.tries(action)).toBe("internal_conflict");
    expect(await alice.tries(action)).toBe("ok");
    expectDoneOnce(alice, write);
  });
});
