import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parallel, tally } from "../testing/answers.ts";
import { cheapHasher } from "../testing/cheap-hasher.ts";
import { mended, once } from "../testing/faults.ts";
import { type Person, password, person } from "../testing/person.ts";
import { signedIn, signedUp, trying, userOf, wrongPassword } from "../testing/steps.ts";
import type { PortCall } from "../testing/tap.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";
import type { PasswordAlgorithm, Settings } from "./index.ts";

/** Somebody at a server whose hashes wait until they are let go. */
async function withBlockedHashes(settings: Partial<Settings>, passwordAlgorithms: readonly PasswordAlgorithm[] = []) {
  const alice = person(testServer({ settings, passwordAlgorithms }));
  await alice.does(...signedUp, "create_signin");
  let letGo = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let [running, most] = [0, 0];
  alice.server.hasher.calls.length = 0;
  alice.server.hasher.through(async (_, proceed) => {
    running += 1;
    most = Math.max(most, running);
    await free;
    running -= 1;
    return proceed();
  });
  return { alice, letGo: () => letGo(), mostAtOnce: () => most };
}

/** The whole answer to a password check. */
const check = ({ server, args }: Person) => {
  const { signinToken: signin_token } = args;
  const body = { action: "verify_signin_user_password", arguments: { signin_token, password: "not the password" } };
  return server.invoke(JSON.stringify(body));
};
const many = { burst: 1000, intervalSeconds: 60 };

/** Until what could begin has begun. */
const begun = async (server: TestServer, hashes: number) => {
  while (server.hasher.count("hash") < hashes) await setImmediate();
};

describe("L5: password hashing", () => {
  it("runs so many at once, lets so many wait, and refuses all others with 503", async () => {
    const settings = { hashConcurrency: 3, hashQueue: 7, verifyPasswordLimit: many };
    const { alice, letGo, mostAtOnce } = await withBlockedHashes(settings);
    const answers = parallel(50, () => check(alice));
    await begun(alice.server, 3);
    letGo();
    const bodies = await answers;
    expect(tally(bodies.map(({ status }) => `${status}`))).toEqual({ 200: 10, 503: 40 });
    expect(bodies.find(({ status }) => status === 503)).toEqual({
      status: 503,
      body: JSON.stringify({ error: { code: "overloaded", message: "The server has too much to do." } }),
      retryAfterSeconds: expect.any(Number),
    });
    expect(bodies.filter(({ retryAfterSeconds = 1 }) => retryAfterSeconds < 1)).toEqual([]);
    expect(mostAtOnce()).toBe(3);
    expect(alice.server.hasher.count("hash")).toBe(10);
  });

  it("costs a refused attempt no hash and no token", async () => {
    const { alice, letGo } = await withBlockedHashes({ hashConcurrency: 1, hashQueue: 0 });
    const first = check(alice);
    await begun(alice.server, 1);
    for (let refused = 0; refused < 20; refused++) expect(await check(alice)).toMatchObject({ status: 503 });
    letGo();
    expect(await first).toMatchObject({ status: 200 });
    expect(alice.server.hasher.count("hash")).toBe(1);

    // Of 5 tokens the first attempt took one.
    for (let left = 4; left > 0; left--) expect((await check(alice)).body).toContain("incorrect_password");
    expect((await check(alice)).body).toContain("rate_limited");
  });

  it("costs a refused password reset no mail and no token", async () => {
    const { alice, letGo } = await withBlockedHashes({ hashConcurrency: 1, hashQueue: 0 });
    const first = check(alice);
    await begun(alice.server, 1);
    const mailsBefore = alice.server.mails.length;
    for (let refused = 0; refused < 20; refused++)
      await expect(alice.tries("create_user_password_reset")).rejects.toThrow("HTTP 503");
    expect(alice.server.mails.length).toBe(mailsBefore);
    letGo();
    await first;
    await alice.does(trying(4, "create_user_password_reset"));
    expect(alice.server.mails.length).toBe(mailsBefore + 4);
  });

  it("audits a refusal, and takes it for no accident", async () => {
    const { alice, letGo } = await withBlockedHashes({ hashConcurrency: 1, hashQueue: 0 });
    const first = check(alice);
    await begun(alice.server, 1);
    await check(alice);
    expect(alice.server.audits.at(-1)).toMatchObject({ action: "verify_signin_user_password", result: "overloaded" });
    letGo();
    await first;
  });

  it("takes up again once it is free", async () => {
    const { alice, letGo } = await withBlockedHashes({ hashConcurrency: 2, hashQueue: 0 });
    const held = parallel(2, () => check(alice));
    await begun(alice.server, 2);
    expect(await check(alice)).toMatchObject({ status: 503 });
    letGo();
    await held;
    expect(await alice.tries("verify_signin_user_password")).toBe("ok");
  });

  it("goes on after a hash that failed", async () => {
    const alice = person(testServer({ settings: { hashConcurrency: 1, hashQueue: 0 } }));
    await alice.does(...signedUp, "create_signin");
    alice.server.hasher.through(() => Promise.reject(new Error("fault: out of memory")));
    expect(await alice.tries("verify_signin_user_password")).toBe("internal_error");
    alice.server.hasher.through(mended);
    expect(await alice.tries("verify_signin_user_password")).toBe("ok");
    expect(alice.server.accidents.splice(0).length).toBe(1);
  });
});

describe("L5: a rehash", () => {
  it("that there is no room for fails no signin: the next one does it", async () => {
    const old = cheapHasher("old.1");
    const { alice, letGo } = await withBlockedHashes({ hashConcurrency: 1, hashQueue: 0 }, [
      (id) => (id === "old.1" ? old : undefined),
    ]);
    const { server } = alice;
    const bob = person(server, "bob@example.com");
    const user = userOf(alice);
    const passwordHash = await old.hash(password, user.passwordSalt);
    server.users.users.set(user.id, { ...user, passwordHash, passwordHashAlgorithmId: "old.1" });

    // The end of a streak of failures comes between the verification and the rehash: there somebody else cuts in.
    const cutIn = async (_: PortCall, proceed: () => unknown) => {
      bobs = bob.tries("create_user_password_reset");
      await begun(server, 1);
      return proceed();
    };
    let bobs: Promise<string> | undefined;
    server.users.users.set("bob", { ...user, id: "bob", emailAddress: "bob@example.com" });
    await alice.does("create_signin", trying(1, "verify_signin_user_password", wrongPassword));
    server.storage.through(once("delete", cutIn));
    await alice.does("create_signin", "verify_signin_user_password");
    letGo();
    expect(await bobs).toBe("ok");
    await alice.does("complete_signin");
    await server.idle();
    expect(userOf(alice).passwordHashAlgorithmId).toBe("old.1");

    await alice.does(...signedIn);
    await server.idle();
    expect(userOf(alice).passwordHashAlgorithmId).toBe("cheap.1");
  });
});

describe("L5: what would wait for longer than 5 seconds", () => {
  afterEach(() => vi.useRealTimers());

  it("is refused at once, and told when to come again", async () => {
    const settings = { hashConcurrency: 1, hashQueue: 64, verifyPasswordLimit: many };
    const { alice, letGo } = await withBlockedHashes(settings);
    letGo();
    vi.useFakeTimers({ toFake: ["performance"] });
    alice.server.hasher.through(async (_, proceed) => {
      vi.advanceTimersByTime(2000);
      return proceed();
    });
    for (let done = 0; done < 40; done++) await check(alice); // by now it knows that a hash takes 2 seconds
    const answers = await parallel(10, () => check(alice));
    expect(tally(answers.map(({ status }) => `${status}`))).toEqual({ 200: 3, 503: 7 });
    expect(answers.at(-1)).toMatchObject({ retryAfterSeconds: 6 });
  });
});
