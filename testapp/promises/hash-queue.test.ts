import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { type ActionAnswer, ask } from "../wire/request.ts";

const [burst, waiting] = [200, 8];
let world: World;
let person: Person;
let answers: readonly ActionAnswer[];
let signinTokens: readonly string[];
let resets: readonly ActionAnswer[];
let sessionsDuringBurst = 0;

const verify = (signinToken: string) =>
  ask(world.tiauth.port, "verify_signin_user_password", { signin_token: signinToken, password: person.password });

/** So many users who share the person's password. */
async function putUsers(count: number): Promise<readonly string[]> {
  const { user } = await succeeded(world.userServer.users.getUser(person));
  return Array.from({ length: count }, () => {
    const emailAddress = world.freshAddress();
    world.userServer.put({ ...user, id: emailAddress, emailAddress });
    return emailAddress;
  });
}

beforeAll(async () => {
  // One attempt per user: a refused one that cost it could not be repeated.
  const env = {
    TIAUTH_HASH_CONCURRENCY: "1",
    TIAUTH_HASH_QUEUE: String(waiting),
    TIAUTH_LIMIT_VERIFY_PASSWORD: "1/1h",
  };
  world = await startWorld({ env });
  person = await world.signUp();
  const signins = (await putUsers(burst)).map((userEmailAddress) =>
    succeeded(world.client.createSignin({ userEmailAddress })),
  );
  signinTokens = (await Promise.all(signins)).map(({ signinToken }) => signinToken);
  const forgetful = await putUsers(20);

  let isOver = false;
  const verifications = Promise.all(signinTokens.map(verify)).finally(() => {
    isOver = true;
  });
  const resetting = Promise.all(
    forgetful.map((address) => ask(world.tiauth.port, "create_user_password_reset", { user_email_address: address })),
  );
  while (!isOver) {
    await succeeded(world.client.getSession(person));
    if (!isOver) sessionsDuringBurst += 1;
  }
  [answers, resets] = [await verifications, await resetting];
});
afterAll(() => world.close());

const outcomesOf = (list: readonly ActionAnswer[]) => list.map(({ outcome }) => outcome);

describe(`L5: of ${burst} passwords verified at once`, () => {
  it("those that fit are hashed, the others are told when to come back", () => {
    const outcomes = outcomesOf(answers);
    expect(new Set(outcomes)).toEqual(new Set(["ok", "HTTP 503"]));
    expect(outcomes.filter((outcome) => outcome === "ok").length).toBeGreaterThan(waiting);
    for (const { status, headers, body } of answers.filter(({ outcome }) => outcome !== "ok")) {
      expect(status).toBe(503);
      expect(headers["retry-after"]).toMatch(/^[1-9]\d*$/);
      expect(body).toEqual({ error: { code: "overloaded", message: expect.any(String) } });
    }
  });

  it("sessions are told meanwhile", () => {
    expect(sessionsDuringBurst).toBeGreaterThan(0);
  });

  it("one that was refused cost no attempt: the same is right later", async () => {
    const refused = signinTokens.filter((_, index) => answers[index]?.outcome === "HTTP 503").slice(0, 3);
    for (const signinToken of refused) expect(await verify(signinToken)).toMatchObject({ outcome: "ok" });
  });

  it("a password reset that was refused sent no mail", async () => {
    const sent = () => world.smtp.mails.filter(({ subject }) => subject === "Password reset temporary password");
    expect(new Set([...outcomesOf(resets), "ok", "HTTP 503"])).toEqual(new Set(["ok", "HTTP 503"]));
    expect(sent()).toHaveLength(outcomesOf(resets).filter((outcome) => outcome === "ok").length);
    expect(world.tiauth.logs.filter(({ level }) => level === "error")).toEqual([]);
  });
});
