import { describe, expect, it } from "vitest";
import { person } from "../../testing/person.ts";
import { signedUp, userOf } from "../../testing/steps.ts";
import { testServer } from "../../testing/test-server.ts";

const at = new Date("2030-01-01T00:00:00Z");

describe("user deletion", () => {
  it("is created with 10 minutes to live, and at its end neither user nor session is left", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const created = await alice.asks("create_user_deletion");
    expect(created).toMatchObject({
      userDeletion: {
        userId: userOf(alice).id,
        userIdentityVerified: false,
        createdAt: at,
        expiresAt: new Date("2030-01-01T00:10:00Z"),
      },
    });
    await alice.does("verify_user_deletion_user_password");
    expect(await alice.asks("get_user_deletion")).toMatchObject({ userDeletion: { userIdentityVerified: true } });
    const mailsBefore = alice.server.mails.length;
    await alice.does("complete_user_deletion");
    await alice.server.idle();

    expect(alice.server.users.users.size).toBe(0);
    expect(alice.server.mails.length).toBe(mailsBefore);
    expect(await alice.tries("get_session")).toBe("invalid_session_token");
    expect(await alice.tries("create_signin")).toBe("user_not_found");
    await person(alice.server).does(...signedUp);
  });
});
