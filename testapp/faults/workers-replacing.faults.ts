import { beforeEach, describe, expect, it } from "vitest";
import { succeeded } from "../harness/index.ts";
import { type CrewWorld, startCrewWorld } from "../workers/crew.ts";
import { isRunning } from "../workers/processes.ts";
import { startLoad } from "./load.ts";

let world: CrewWorld;
beforeEach(async () => {
  world = await startCrewWorld(4);
  return () => world.close();
});

/** Somebody begins to sign in, again and again, and notes what was answered. */
function startSignins(emailAddress: string) {
  const answered: string[] = [];
  const load = startLoad({
    workers: 8,
    step: async () => {
      const result = await world.client.createSignin({ userEmailAddress: emailAddress }).catch(() => undefined);
      if (result?.ok) answered.push(result.signinToken);
      return result === undefined ? "no answer" : result.ok ? "ok" : result.errorCode;
    },
  });
  return { answered, stop: load.stop };
}

describe("a worker that is killed", () => {
  it("under load is replaced, whichever it is, and nothing that was answered is lost", async () => {
    const { emailAddress } = await world.signUp();
    const before = world.workers();
    const signins = startSignins(emailAddress);
    for (const pid of before) {
      const answeredBefore = signins.answered.length;
      await expect.poll(() => signins.answered.length, { timeout: 10_000 }).toBeGreaterThan(answeredBefore + 5);
      process.kill(pid, "SIGKILL");
      await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    }
    await world.isComplete();
    const outcomes = await signins.stop();

    expect(Object.keys(outcomes).filter((outcome) => !["ok", "no answer"].includes(outcome))).toEqual([]);
    const after = world.workers();
    expect(after).toHaveLength(4);
    expect(after.filter((pid) => before.includes(pid))).toEqual([]);
    const found = await Promise.all(signins.answered.map((signinToken) => world.client.getSignin({ signinToken })));
    expect(found.filter(({ ok }) => !ok)).toEqual([]);
    const told = world.tiauth.logs.filter(({ msg }) => msg === "a worker has ended and is replaced");
    expect(told.map(({ error }) => error)).toEqual(
      Array.from({ length: 4 }, () => expect.objectContaining({ message: "signal SIGKILL" })),
    );
  });

  it("hands on what one does for all: notices go out whoever leads", async () => {
    const person = await world.signUp();
    const [leader] = world.workers();
    expect(leader).toBeDefined();
    process.kill(leader ?? 0, "SIGKILL");
    await world.isComplete();
    const before = world.smtp.mailsTo(person.emailAddress).length;
    for (let i = 0; i < 4; i++) await world.signIn(person); // connections go to whichever worker takes them
    await expect.poll(() => world.smtp.mailsTo(person.emailAddress).length - before, { timeout: 10_000 }).toBe(4);
  });
});

it("all of them killed at once are replaced", async () => {
  const { sessionToken } = await world.signUp();
  for (const pid of world.workers()) process.kill(pid, "SIGKILL");
  await world.tiauth.log({ msg: "a worker has ended and is replaced" });
  await world.isComplete();
  await succeeded(world.client.getSession({ sessionToken }));
});

it("without their primary they end", async () => {
  const workers = world.workers();
  process.kill(world.tiauth.pid, "SIGKILL");
  await expect.poll(() => workers.filter(isRunning), { timeout: 5000 }).toEqual([]);
});
