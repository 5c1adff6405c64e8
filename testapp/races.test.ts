import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Completion, completions, prepareSignup } from "./completions.ts";
import { type Exchange, succeeded } from "./harness/index.ts";
import { type OpenStage, onOneFile, onTwoNodes, type StagedWorld } from "./harness/stages.ts";
import { ask } from "./wire/request.ts";

/** However slow the machine is, no token comes back meanwhile. */
const env = {
  TIAUTH_LIMIT_VERIFY_PASSWORD: "5/1h",
  TIAUTH_LIMIT_VERIFY_CODE: "5/1h",
  TIAUTH_LIMIT_VERIFY_TEMPORARY_PASSWORD: "5/1h",
};

/** Calls `count` times at once. */
const atOnce = <T>(count: number, call: (index: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

interface Result {
  readonly ok: boolean;
  readonly errorCode?: string;
}
const outcomeOf = ({ ok, errorCode }: Result) => (ok ? "ok" : errorCode);

/** How often there was each outcome. */
function tally(outcomes: readonly (string | undefined)[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const outcome of outcomes.map(String)) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Opens when this many have come. */
function turnstile(count: number) {
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  let arrived = 0;
  const arrive = () => {
    arrived += 1;
    if (arrived >= count) open();
    return isOpen;
  };
  return { arrive };
}

/**
 * Calls 50 times, so that they overlap as much as they can: no reader of the user is answered before all have asked, no
 * writer before all others are answered or want to write, too.
 */
async function overlapping({ userServer }: StagedWorld, { complete, writes: [write] }: Completion) {
  const [readers, writers] = [turnstile(50), turnstile(50)];
  const after = (arrive: () => Promise<void>) => async (exchange: Exchange) => {
    await arrive();
    return exchange.answer();
  };
  const isReading = write !== "create_user";
  for (let i = 0; i < 50; i++) {
    if (isReading) userServer.intercept("get_user", after(readers.arrive));
    if (write) userServer.intercept(write, after(writers.arrive));
  }
  return atOnce(50, async () => {
    const result = await complete();
    void writers.arrive();
    return result;
  });
}

/** How many sessions there are in the storage, whoever's. */
const sessionCount = async ({ keptKeys }: StagedWorld) =>
  (await keptKeys()).filter((key) => key.startsWith("session.")).length;

const noticeSubjects = ["Sign-in detected", "Email updated", "Password updated"];

const stages = [
  ["1 worker on one file", onOneFile("1")],
  ["4 workers on one file", onOneFile("4")],
  ...onTwoNodes,
] as const;

describe.each(stages)("with %s", (_, { missing, open }) => {
  let stage: OpenStage;
  let world: StagedWorld;
  beforeAll(async () => {
    if (!missing) stage = await open();
  });
  afterAll(() => stage?.close());
  const start = async () => {
    world = await stage.start({ env });
    return () => world.close();
  };

  describe.skipIf(missing)("O2: of 50 that complete at once", () => {
    beforeAll(start);
    /** The subjects of what ought to be mailed in all; the last case holds it against what was. */
    const expected: string[] = [];

    it.each(completions)("%s, exactly one does", async (_, prepare) => {
      const person = await world.signUp();
      const completion = await prepare(world, person);
      const { complete, writes, sessions, notices } = completion;
      const sessionsBefore = await sessionCount(world);
      const results: Awaited<ReturnType<Completion["complete"]>>[] = [];
      const requests = await world.userServer.requestsDuring(async () =>
        results.push(...(await overlapping(world, completion))),
      );

      const outcomes = results.map(outcomeOf);
      expect(tally(outcomes)).toMatchObject({ ok: 1 });
      expect(outcomes.filter((outcome) => !/^(ok|internal_conflict|invalid_\w+_token)$/.test(`${outcome}`))).toEqual(
        [],
      );
      expect(requests.filter((action) => !action.startsWith("get_"))).toEqual(writes);
      expect((await sessionCount(world)) - sessionsBefore).toBe(sessions);
      for (const result of results)
        if (result.ok && result.sessionToken)
          await succeeded(world.client.getSession({ sessionToken: result.sessionToken }));
      expect(await complete()).toMatchObject({ errorCode: expect.stringMatching(/^invalid_\w+_token$/) });
      expected.push(...notices);
    });

    it("and each is told of once", async () => {
      await world.tiauth.stop(); // hands over what is still on its way
      const sent = world.smtp.mails.filter(({ subject }) => noticeSubjects.includes(subject));
      expect(sent.map(({ subject }) => subject).toSorted()).toEqual(expected.toSorted());
    });
  });

  describe.skipIf(missing)("L2: guesses at once", () => {
    beforeAll(start);

    /** What the guesses are answered with; nothing but wrong and not looked at. */
    const tallyOfGuesses = async (count: number, guess: (index: number) => ReturnType<typeof ask>) => {
      const outcomes = (await atOnce(count, guess)).map(({ outcome }) => outcome);
      expect(world.tiauth.logs.filter(({ level }) => level === "error")).toEqual([]);
      return tally(outcomes);
    };

    it("of 1,000 wrong codes 5 are looked at", async () => {
      const emailAddress = world.freshAddress();
      const { signupToken } = await succeeded(world.client.createSignup({ emailAddress }));
      const verify = (email_address_verification_code: string) =>
        ask(world.tiauth.port, "verify_signup_email_address_verification_code", {
          signup_token: signupToken,
          email_address_verification_code,
        });
      const guesses = await tallyOfGuesses(1000, (index) => verify(String(index).padStart(8, "0")));
      expect(guesses).toEqual({ incorrect_email_address_verification_code: 5, rate_limited: 995 });
      expect(await verify(await world.smtp.nextCode(emailAddress))).toMatchObject({ outcome: "rate_limited" });
    });

    it("of 200 wrong passwords at most 5 are looked at, whichever action they are sent to", async () => {
      const { emailAddress, sessionToken } = await world.signUp();
      const { signinToken } = await succeeded(world.client.createSignin({ userEmailAddress: emailAddress }));
      const { userDeletionToken } = await succeeded(world.client.createUserDeletion({ sessionToken }));
      const asDeletion = { session_token: sessionToken, user_deletion_token: userDeletionToken };
      const guesses = await tallyOfGuesses(200, (index) =>
        index % 2 === 0
          ? ask(world.tiauth.port, "verify_signin_user_password", { signin_token: signinToken, password: `${index}` })
          : ask(world.tiauth.port, "verify_user_deletion_user_password", { ...asDeletion, password: `${index}` }),
      );
      const { incorrect_password = 0, rate_limited = 0, "HTTP 503": queueIsFull = 0, ...others } = guesses;
      expect(others).toEqual({});
      expect(incorrect_password).toBeLessThanOrEqual(5);
      expect(incorrect_password + rate_limited + queueIsFull).toBe(200);
    });

    it("of 200 wrong temporary passwords at most 5 are looked at", async () => {
      const { emailAddress } = await world.signUp();
      const created = await succeeded(world.client.createUserPasswordReset({ userEmailAddress: emailAddress }));
      const args = { user_password_reset_token: created.userPasswordResetToken };
      const guesses = await tallyOfGuesses(200, (index) =>
        ask(world.tiauth.port, "verify_user_password_reset_temporary_password", {
          ...args,
          temporary_password: `${index}`,
        }),
      );
      const { incorrect_temporary_password = 0, rate_limited = 0, "HTTP 503": queueIsFull = 0, ...others } = guesses;
      expect(others).toEqual({});
      expect(incorrect_temporary_password).toBeLessThanOrEqual(5);
      expect(incorrect_temporary_password + rate_limited + queueIsFull).toBe(200);
    });
  });

  describe.skipIf(missing)("at once", () => {
    beforeAll(start);

    it("50 signups of one address send 5 mails", async () => {
      const emailAddress = world.freshAddress();
      const spellings = [emailAddress, emailAddress.toUpperCase()]; // one address to every limit
      const results = await atOnce(50, (index) =>
        world.client.createSignup({ emailAddress: spellings[index % 2] ?? emailAddress }),
      );
      expect(tally(results.map(outcomeOf))).toEqual({ ok: 5, rate_limited: 45 });
      // A code is mailed before its signup is answered.
      expect(world.smtp.mails).toHaveLength(5);
    });

    it("several signups of one address that are completed make one user", async () => {
      const emailAddress = world.freshAddress();
      const ready: Completion[] = [];
      for (let i = 0; i < 5; i++) ready.push(await prepareSignup({ ...world, freshAddress: () => emailAddress }));
      const results = (await Promise.all(ready.map(({ complete }) => atOnce(10, complete)))).flat();
      const { ok, ...others } = tally(results.map(outcomeOf));
      expect(ok).toBe(1);
      expect(Object.keys(others)).toEqual(expect.arrayContaining(["invalid_signup_token"]));
      expect(
        Object.keys(others).filter((code) => !["invalid_signup_token", "internal_conflict"].includes(code)),
      ).toEqual([]);
      const { user } = await succeeded(world.userServer.users.getUserByEmailAddress({ emailAddress }));
      const sessionToken = results.find((result) => result.ok)?.sessionToken ?? "";
      expect((await succeeded(world.client.getSession({ sessionToken }))).session.userId).toBe(user.id);
    });

    it("one of 50 signs out of their session", async () => {
      const { sessionToken } = await world.signUp();
      const results = await atOnce(50, () => world.client.deleteSession({ sessionToken }));
      expect(tally(results.map(outcomeOf))).toEqual({ ok: 1, invalid_session_token: 49 });
    });
  });
});
