import { describe, expect, it } from "vitest";
import { newPassword, person } from "../../testing/person.ts";
import { inAnotherSession, passwordUpdateReady, signedIn, signedUp, userOf } from "../../testing/steps.ts";
import { testServer } from "../../testing/test-server.ts";

const at = new Date("2030-01-01T00:00:00Z");

describe("password update", () => {
  it("says what has been done so far, within 10 minutes", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const created = await alice.asks("create_user_password_update");
    const session = await alice.asks("get_session");
    expect(created).toMatchObject({
      userPasswordUpdate: {
        userId: userOf(alice).id,
        sessionId: "session" in session ? session.session.id : "none",
        userIdentityVerified: false,
        newPasswordSet: false,
        createdAt: at,
        expiresAt: new Date("2030-01-01T00:10:00Z"),
      },
    });
    await alice.does("verify_user_password_update_user_password", "set_user_password_update_new_password");
    expect(await alice.asks("get_user_password_update")).toMatchObject({
      userPasswordUpdate: { userIdentityVerified: true, newPasswordSet: true },
    });
  });

  it("changes the password and its counter, tells the user, and by default leaves all sessions alone", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const first = alice.args.sessionToken ?? "";
    await alice.does(inAnotherSession, ...passwordUpdateReady);
    await alice.server.idle();
    const before = userOf(alice);
    const mailsBefore = alice.server.mails.length;
    await alice.does("complete_user_password_update");
    await alice.server.idle();

    const after = userOf(alice);
    const { hasher, mails } = alice.server;
    expect(after.passwordHash).toEqual(await hasher.port.hash(newPassword, after.passwordSalt));
    expect(after.passwordSalt).not.toEqual(before.passwordSalt);
    expect(after).toMatchObject({ passwordHashCounter: 1, emailAddressCounter: 0, sessionsCounter: 0 });
    expect(mails.slice(mailsBefore)).toEqual([
      { type: "password_updated", to: { emailAddress: "alice@example.com", displayName: "" }, at: at },
    ]);
    expect(await alice.tries("get_session")).toBe("ok");
    expect(await alice.tries("get_session", { sessionToken: first })).toBe("ok");
    alice.args.password = newPassword;
    await alice.does(...signedIn);
  });
});
