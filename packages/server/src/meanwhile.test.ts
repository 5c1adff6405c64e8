import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { once } from "../testing/faults.ts";
import { person, type Step } from "../testing/person.ts";
import { changed, emailUpdateVerified, passwordSet, signedUp } from "../testing/steps.ts";
import type { PortCall } from "../testing/tap.ts";
import { testServer } from "../testing/test-server.ts";
import { ready, writes } from "../testing/writes.ts";

type Case = readonly [action: ActionName, look: ActionName, steps: readonly Step[], refusal: string];

const cases: readonly Case[] = [
  ["complete_signup", "get_signup", passwordSet, "invalid_signup_token"],
  [
    "complete_user_email_address_update",
    "get_user_email_address_update",
    [...signedUp, ...emailUpdateVerified],
    "invalid_user_email_address_update_token",
  ],
];

describe.each(cases)("%s", (action, look, steps, refusal) => {
  it("ends the flow if the address was taken meanwhile", async () => {
    const alice = person(testServer());
    await alice.does(...steps);
    expect(await alice.tries(look)).toBe("ok");
    const bob = person(alice.server, action === "complete_signup" ? "alice@example.com" : "new-alice@example.com");
    await bob.does(...signedUp);
    const before = new Map(alice.server.users.users);

    expect(await alice.tries(action)).toBe(refusal);
    expect(await alice.tries(look)).toBe(refusal);
    await alice.server.idle();
    expect(alice.server.users.users).toEqual(before);
    expect(alice.server.mails.filter(({ type }) => type === "email_updated")).toEqual([]);
  });

  it("ends the flow if the address is not allowed any more, and asks nothing of the user server", async () => {
    let isAllowed = true;
    const alice = person(testServer({ isEmailAddressAllowed: async () => isAllowed }));
    await alice.does(...steps);
    isAllowed = false;
    const { userStore, users } = alice.server;
    const before = new Map(users.users);
    userStore.calls.length = 0;

    expect(await alice.tries(action)).toBe(refusal);
    expect(userStore.calls.map(({ method }) => method).filter((method) => !method.startsWith("getUser"))).toEqual([]);
    isAllowed = true;
    expect(await alice.tries(action)).toBe(refusal);
    expect(users.users).toEqual(before);
  });

  it("can be tried again if the address policy could not be asked", async () => {
    let isDown = false;
    const isEmailAddressAllowed = async () => {
      if (isDown) throw new Error("fault: no policy");
      return true;
    };
    const alice = person(testServer({ isEmailAddressAllowed }));
    await alice.does(...steps);
    isDown = true;
    expect(await alice.tries(action)).toBe("internal_error");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action }]);
    isDown = false;
    expect(await alice.tries(action)).toBe("ok");
  });
});

describe("a completion in whose very moment the user changes", () => {
  const [, emailUpdate, passwordUpdate, reset] = writes;
  const otherAddress = changed(() => ({ emailAddress: "other@example.com", emailAddressCounter: 1 }));
  const otherPassword = changed(() => ({ passwordHash: Uint8Array.of(1), passwordHashCounter: 1 }));

  it.each([
    { write: emailUpdate, change: otherAddress, result: { emailAddress: "other@example.com" } },
    { write: passwordUpdate, change: otherPassword, result: { passwordHash: Uint8Array.of(1) } },
    { write: reset, change: otherPassword, result: { passwordHash: Uint8Array.of(1) } },
  ])("$write.action is too late, overwrites nothing and sends no notice", async ({ write, change, result }) => {
    if (!write) throw new Error("no such write");
    const alice = await ready(write);
    const mailsBefore = alice.server.mails.length;
    const later = async (_: PortCall, proceed: () => unknown) => {
      await alice.does(change);
      return proceed();
    };
    alice.server.userStore.through(once(write.method, later));
    expect(await alice.tries(write.action)).toBe(write.refusal);
    await alice.server.idle();
    expect([...alice.server.users.users.values()]).toMatchObject([result]);
    expect(alice.server.mails.length).toBe(mailsBefore);
  });
});

describe("the address policy", () => {
  it("is asked with the address as typed, at create and at complete, and not in between", async () => {
    const asked: string[] = [];
    const alice = person(
      testServer({ isEmailAddressAllowed: (address) => asked.push(address) > 0 }),
      "Alice@Example.com",
    );
    await alice.does(...passwordSet);
    expect(asked).toEqual(["Alice@Example.com"]);
    await alice.does("complete_signup", ...emailUpdateVerified);
    expect(asked.slice(1)).toEqual(["Alice@Example.com", "new-Alice@Example.com"]);
    await alice.does("complete_user_email_address_update");
    expect(asked.slice(3)).toEqual(["new-Alice@Example.com"]);
  });
});

describe("addresses are compared exactly", () => {
  it("two spellings are two users", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    await person(alice.server, "ALICE@example.com").does(...signedUp);
    expect([...alice.server.users.users.values()].map(({ emailAddress }) => emailAddress)).toEqual([
      "alice@example.com",
      "ALICE@example.com",
    ]);
  });
});
