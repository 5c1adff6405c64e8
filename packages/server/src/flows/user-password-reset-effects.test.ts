import { describe, expect, it } from "vitest";
import { newPassword, person } from "../../testing/person.ts";
import { resetReady, signedIn, signedUp, userOf } from "../../testing/steps.ts";
import { testServer } from "../../testing/test-server.ts";

const at = new Date("2030-01-01T00:00:00Z");
const to = { emailAddress: "alice@example.com", displayName: "" };

describe("password reset", () => {
  it("mails a temporary password of 12 upper-case letters, and says what has been done so far", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const start = { userFirstFactorVerified: false, newPasswordSet: false };
    const times = { createdAt: at, expiresAt: new Date("2030-01-01T00:20:00Z") };
    expect(await alice.asks("create_user_password_reset")).toMatchObject({
      userPasswordReset: { userId: userOf(alice).id, ...start, ...times },
    });
    expect(alice.server.mails.at(-1)).toEqual({
      type: "password_reset",
      to,
      code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{12}$/),
    });
    await alice.does("verify_user_password_reset_temporary_password", "set_user_password_reset_new_password");
    expect(await alice.asks("get_user_password_reset")).toMatchObject({
      userPasswordReset: { userFirstFactorVerified: true, newPasswordSet: true },
    });
  });

  it("changes the password, ends all sessions, starts one, and tells the user of both", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const oldSession = alice.args.sessionToken ?? "";
    await alice.does(...resetReady);
    const mailsBefore = alice.server.mails.length;
    await alice.does("complete_user_password_reset");
    await alice.server.idle();

    const { hasher, mails, entries } = alice.server;
    const user = userOf(alice);
    expect(user.passwordHash).toEqual(await hasher.port.hash(newPassword, user.passwordSalt));
    expect(user).toMatchObject({ passwordHashCounter: 1, sessionsCounter: 1 });
    expect(mails.slice(mailsBefore)).toEqual([
      { type: "password_updated", to, at },
      { type: "signin_notification", to, at },
    ]);
    expect(await alice.tries("get_session", { sessionToken: oldSession })).toBe("invalid_session_token");
    expect(await alice.tries("get_session")).toBe("ok");
    expect([...entries.keys()].filter((key) => key.startsWith("user_password_reset."))).toEqual([]);
    alice.args.password = newPassword;
    await alice.does(...signedIn);
  });
});
