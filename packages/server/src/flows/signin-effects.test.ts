import { describe, expect, it } from "vitest";
import { person } from "../../testing/person.ts";
import { signedIn, signedUp, signinVerified, userOf } from "../../testing/steps.ts";
import { testServer } from "../../testing/test-server.ts";

describe("signin", () => {
  it("is created with 10 minutes to live, and says whether the password was right", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const signin = {
      id: expect.any(String),
      userId: userOf(alice).id,
      createdAt: new Date("2030-01-01T00:00:00Z"),
      expiresAt: new Date("2030-01-01T00:10:00Z"),
    };
    const created = await alice.asks("create_signin");
    expect(created).toMatchObject({ signin: { ...signin, userFirstFactorVerified: false } });
    await alice.does("verify_signin_user_password");
    expect(await alice.asks("get_signin")).toMatchObject({ signin: { ...signin, userFirstFactorVerified: true } });
  });

  it("ends in a session and a notice to the user, by name", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const user = userOf(alice);
    alice.server.users.users.set(user.id, { ...user, displayName: "Alice" });
    await alice.does(...signinVerified);
    expect(alice.server.mails.length).toBe(1);

    alice.server.clock.advanceSeconds(60);
    const completed = await alice.asks("complete_signin");
    await alice.server.idle();
    const at = new Date("2030-01-01T00:01:00Z");
    expect(completed).toMatchObject({
      ok: true,
      session: { userId: user.id, createdAt: at, expiresAt: new Date("2030-04-01T00:01:00Z") },
    });
    expect(alice.server.mails.slice(1)).toEqual([
      { type: "signin_notification", to: { emailAddress: "alice@example.com", displayName: "Alice" }, at },
    ]);
    expect([...alice.server.entries.keys()].filter((key) => key.startsWith("signin."))).toEqual([]);
    expect(await alice.tries("get_session")).toBe("ok");
  });

  it("leaves the user as they were", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const before = userOf(alice);
    await alice.does(...signedIn);
    await alice.server.idle();
    expect(userOf(alice)).toEqual(before);
  });
});
