import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { lostRequest, once } from "../testing/faults.ts";
import { person, type Step } from "../testing/person.ts";
import { minutes, signedUp, trying, wrongCode, wrongTemporaryPassword } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

const spellings = ["alice@example.com", "Alice@example.com", "ALICE@EXAMPLE.COM", "alice@Example.com"];

describe("mails with a code", () => {
  it("are limited to 5, then 1 per 30 minutes, per address, however it is spelt", async () => {
    const server = testServer();
    const writers = spellings.map((address) => person(server, address));
    const [alice = person(server)] = writers;
    for (const writer of writers) await writer.does("create_signup");
    await alice.does("send_signup_email_address_verification_code");
    for (const writer of writers) {
      expect(await writer.tries("create_signup")).toBe("rate_limited");
      expect(await writer.tries("send_signup_email_address_verification_code")).toBe("rate_limited");
    }
    expect(server.mails.length).toBe(5);

    await alice.does(minutes(30));
    await person(server, "aLiCe@example.com").does("create_signup");
    expect(await alice.tries("create_signup")).toBe("rate_limited");
    expect(server.mails.length).toBe(6);
  });

  it("of all kinds share the address's limit", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, "create_user_password_reset", "create_user_password_reset");
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp);
    await bob.does(["create_user_email_address_update", { newEmailAddress: "ALICE@example.com" }]);
    await bob.does(["create_signup", { emailAddress: "alice@Example.com" }]);
    expect(await alice.tries("create_user_password_reset")).toBe("rate_limited");
    await bob.does("create_user_password_reset");
  });
});

describe("a flow is not created while the bucket that would check its code is empty", () => {
  it("signup and e-mail address update: one bucket per address, however it is spelt", async () => {
    const server = testServer();
    const alice = person(server, "Alice@example.com");
    const bob = person(server, "bob@example.com");
    await bob.does(...signedUp);
    await alice.does("create_signup", trying(5, "verify_signup_email_address_verification_code", wrongCode));
    const mailsBefore = server.mails.length;
    expect(await person(server, "alice@example.com").tries("create_signup")).toBe("rate_limited");
    const newEmailAddress = "aLICE@example.com";
    expect(await bob.tries("create_user_email_address_update", { newEmailAddress })).toBe("rate_limited");
    expect(server.mails.length).toBe(mailsBefore);

    await alice.does(minutes(1));
    await bob.does(["create_user_email_address_update", { newEmailAddress }]);
  });

  it("password reset: one bucket per user", async () => {
    const alice = person(testServer());
    const guess = trying(5, "verify_user_password_reset_temporary_password", wrongTemporaryPassword);
    await alice.does(...signedUp, "create_user_password_reset", guess);
    const { mails, hasher } = alice.server;
    const before = [mails.length, hasher.count("hash")];
    expect(await alice.tries("create_user_password_reset")).toBe("rate_limited");
    expect([mails.length, hasher.count("hash")]).toEqual(before);
    await alice.does(minutes(1), "create_user_password_reset");
  });
});

/** With the steps before it, and how many mails the address is good for after them. */
const mailing: readonly (readonly [ActionName, readonly Step[], number])[] = [
  ["create_signup", [], 5],
  ["send_signup_email_address_verification_code", ["create_signup"], 4],
  ["create_user_email_address_update", signedUp, 5],
  [
    "send_user_email_address_update_email_address_verification_code",
    [...signedUp, "create_user_email_address_update"],
    4,
  ],
  ["create_user_password_reset", signedUp, 4],
];

describe("M3: a code mail that could not be handed over is an accident and gives its token back", () => {
  it.each(mailing)("%s", async (action, steps, mailsLeft) => {
    const alice = person(testServer());
    await alice.does(...steps);
    const mailsBefore = alice.server.mails.length;
    for (let failures = 0; failures < 7; failures++) {
      alice.server.email.through(once("send", lostRequest));
      expect(await alice.tries(action)).toBe("internal_error");
    }
    expect(alice.server.accidents.splice(0).map((accident) => accident.action)).toEqual(Array(7).fill(action));
    expect(alice.server.mails.length).toBe(mailsBefore);

    await alice.does(trying(mailsLeft, action));
    expect(alice.server.mails.length - mailsBefore).toBe(mailsLeft);
    expect(await alice.tries(action)).toBe("rate_limited");
  });
});
