import { describe, expect, it } from "vitest";
import { person } from "../../testing/person.ts";
import { emailUpdateVerified, signedUp, userOf } from "../../testing/steps.ts";
import { testServer } from "../../testing/test-server.ts";

const times = { createdAt: new Date("2030-01-01T00:00:00Z"), expiresAt: new Date("2030-01-01T00:20:00Z") };

describe("e-mail address update", () => {
  it("mails a code to the new address, as typed, and says what has been done so far", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const start = { newEmailAddress: "New@example.com", newEmailAddressVerified: false, userIdentityVerified: false };
    const created = await alice.asks("create_user_email_address_update", { newEmailAddress: "New@example.com" });
    expect(created).toMatchObject({ userEmailAddressUpdate: { userId: userOf(alice).id, ...start, ...times } });
    expect(alice.server.mails.at(-1)).toEqual({
      type: "email_update_verification",
      to: { emailAddress: "New@example.com", displayName: "" },
      code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{8}$/),
    });
    await alice.does("verify_user_email_address_update_email_address_verification_code");
    expect(await alice.asks("get_user_email_address_update")).toMatchObject({
      userEmailAddressUpdate: { ...start, newEmailAddressVerified: true },
    });
    await alice.does("verify_user_email_address_update_user_password");
    expect(await alice.asks("get_user_email_address_update")).toMatchObject({
      userEmailAddressUpdate: { ...start, newEmailAddressVerified: true, userIdentityVerified: true },
    });
    expect(userOf(alice).emailAddress).toBe("alice@example.com");
  });

  it("changes the address and its counter, tells the old address, and leaves the session alone", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...emailUpdateVerified);
    const before = userOf(alice);
    const mailsBefore = alice.server.mails.length;
    await alice.does("complete_user_email_address_update");
    await alice.server.idle();

    const newEmailAddress = "new-alice@example.com";
    expect([...alice.server.users.users.values()]).toEqual([
      { ...before, emailAddress: newEmailAddress, emailAddressCounter: 1 },
    ]);
    expect(alice.server.mails.slice(mailsBefore)).toEqual([
      {
        type: "email_updated",
        to: { emailAddress: "alice@example.com", displayName: "" },
        newEmailAddress,
        at: times.createdAt,
      },
    ]);
    expect(await alice.tries("get_session")).toBe("ok");
    expect([...alice.server.entries.keys()].filter((key) => /^user_/.test(key))).toEqual([]);
  });
});
