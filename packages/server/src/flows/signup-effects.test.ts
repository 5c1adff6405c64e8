import { describe, expect, it } from "vitest";
import { password, person } from "../../testing/person.ts";
import { codeVerified, passwordSet, signedUp, userOf } from "../../testing/steps.ts";
import { testServer } from "../../testing/test-server.ts";

describe("signup", () => {
  it("is created with 20 minutes to live, and mails a code of 8 upper-case letters to the address as typed", async () => {
    const alice = person(testServer(), "Alice@Example.com");
    expect(await alice.asks("create_signup")).toEqual({
      ok: true,
      actionInvocationId: expect.stringMatching(/^[a-km-z2-9]{24}$/),
      signup: {
        id: expect.stringMatching(/^[a-km-z2-9]{24}$/),
        unregisteredUserId: "",
        emailAddress: "Alice@Example.com",
        emailAddressVerified: false,
        passwordSet: false,
        createdAt: new Date("2030-01-01T00:00:00Z"),
        expiresAt: new Date("2030-01-01T00:20:00Z"),
      },
      signupToken: expect.stringMatching(/^[a-km-z2-9]{24}\.[a-km-z2-9]{24}$/),
    });
    expect(alice.server.mails).toEqual([
      {
        type: "signup_verification",
        to: { emailAddress: "Alice@Example.com", displayName: "" },
        code: expect.stringMatching(/^[A-HJ-NP-Z2-9]{8}$/),
      },
    ]);
  });

  it("says what has been done so far", async () => {
    const alice = person(testServer());
    await alice.does(...codeVerified);
    const verified = { emailAddressVerified: true, passwordSet: false };
    expect(await alice.asks("get_signup")).toMatchObject({ signup: verified });
    await alice.does("set_signup_password");
    expect(await alice.asks("get_signup")).toMatchObject({ signup: { ...verified, passwordSet: true } });
  });

  it("touches no user before it is completed, then makes one with the address as typed, and a session", async () => {
    const alice = person(testServer(), "Alice@Example.com");
    await alice.does(...passwordSet);
    expect(alice.server.users.users.size).toBe(0);

    const completed = await alice.asks("complete_signup");
    const { hasher, entries, mails } = alice.server;
    const user = userOf(alice);
    expect(user).toMatchObject({ emailAddress: "Alice@Example.com", passwordHashAlgorithmId: hasher.port.id });
    expect(user.passwordHash).toEqual(await hasher.port.hash(password, user.passwordSalt));
    expect(user.passwordSalt.length).toBe(hasher.port.saltLengthBytes);
    expect(completed).toMatchObject({ ok: true, session: { userId: user.id } });
    expect(await alice.tries("get_session")).toBe("ok");
    expect([...entries.keys()].filter((key) => key.startsWith("signup."))).toEqual([]);
    expect(mails.length).toBe(1);
  });

  it("that is given up leaves nothing", async () => {
    const alice = person(testServer());
    await alice.does(...passwordSet, "delete_signup");
    expect([...alice.server.entries.keys()].filter((key) => !key.startsWith("limit."))).toEqual([]);
  });

  it("is independent of another one for the same address, of which only the first to complete makes a user", async () => {
    const alice = person(testServer());
    const again = person(alice.server);
    await alice.does(...passwordSet);
    await again.does(...passwordSet);
    await alice.does("complete_signup");
    expect(await again.tries("complete_signup")).toBe("invalid_signup_token");
    expect(await again.tries("get_signup")).toBe("invalid_signup_token");
    expect(alice.server.users.users.size).toBe(1);
  });

  it("lets everybody in with their own session", async () => {
    const alice = person(testServer());
    const bob = person(alice.server, "bob@example.com");
    await alice.does(...signedUp);
    await bob.does(...signedUp);
    expect(await alice.asks("get_session")).toMatchObject({ session: { userId: userOf(alice).id } });
    expect(await bob.asks("get_session")).toMatchObject({ session: { userId: userOf(bob).id } });
  });
});
