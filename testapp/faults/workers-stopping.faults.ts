import { describe, expect, it, vi } from "vitest";
import type { Person } from "../harness/index.ts";
import { ask } from "../wire/request.ts";
import { type CrewWorld, startCrewWorld } from "../workers/crew.ts";
import { isRunning } from "../workers/processes.ts";

async function withWorld(work: (world: CrewWorld) => Promise<void>): Promise<void> {
  const world = await startCrewWorld(4);
  const workers = world.workers();
  try {
    await work(world);
    expect(workers.filter(isRunning)).toEqual([]);
  } finally {
    await world.close();
  }
}

/** So many look-ups of a session that wait for the user server until `goOn`. */
async function holdSessions({ tiauth, userServer }: CrewWorld, { sessionToken }: Person, count: number) {
  let goOn = () => {};
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  for (let i = 0; i < count; i++)
    userServer.intercept("get_user", async ({ answer }) => {
      await gate;
      return answer();
    });
  const before = userServer.requests.length;
  const asking = Array.from({ length: count }, () => ask(tiauth.port, "get_session", { session_token: sessionToken }));
  await vi.waitFor(() => expect(userServer.requests.length - before).toBe(count), { timeout: 10_000 });
  return { goOn, answers: Promise.all(asking) };
}

const outcomesOf = (answers: readonly { readonly outcome: string }[]) => new Set(answers.map(({ outcome }) => outcome));

/** Sends the signal to the processes, and resolves with the exit code and how long the end took. */
async function stopAll({ tiauth }: CrewWorld, signal: "SIGTERM" | "SIGINT", pids: readonly number[]) {
  const startedAt = performance.now();
  for (const pid of pids) process.kill(pid, signal);
  const exitCode = await tiauth.stop();
  return { exitCode, seconds: (performance.now() - startedAt) / 1000 };
}

describe("D4: with 4 workers", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "%s to the primary drains all of them: what was begun is answered",
    (signal) =>
      withWorld(async (world) => {
        const held = await holdSessions(world, await world.signUp(), 32);
        const stopped = stopAll(world, signal, [world.tiauth.pid]);
        await world.tiauth.log({ msg: "stopping" });
        held.goOn();
        expect(outcomesOf(await held.answers)).toEqual(new Set(["ok"]));
        const { exitCode, seconds } = await stopped;
        expect(exitCode).toBe(0);
        expect(seconds).toBeLessThan(10);
      }),
  );

  it("a signal to every process of the group is one stop, as from a terminal", () =>
    withWorld(async (world) => {
      const held = await holdSessions(world, await world.signUp(), 32);
      const stopped = stopAll(world, "SIGINT", [...world.workers(), world.tiauth.pid]);
      await world.tiauth.log({ msg: "stopping" });
      held.goOn();
      expect(outcomesOf(await held.answers)).toEqual(new Set(["ok"]));
      expect((await stopped).exitCode).toBe(0);
      expect(world.tiauth.logs.map(({ msg }) => msg).slice(-2)).toEqual(["stopping", "stopped"]);
      expect(world.tiauth.logs.filter(({ level }) => level === "error")).toEqual([]);
    }));

  it("a stop while a worker is being replaced is a stop", () =>
    withWorld(async (world) => {
      const [first, ...others] = world.workers();
      process.kill(first ?? 0, "SIGKILL");
      const replacements = () => world.workers().filter((pid) => !others.includes(pid) && pid !== first);
      await expect.poll(replacements, { timeout: 10_000 }).toHaveLength(1);
      const replacement = world.workers();
      const { exitCode, seconds } = await stopAll(world, "SIGTERM", [world.tiauth.pid]);
      expect(exitCode).toBe(0);
      expect(seconds).toBeLessThan(10);
      expect(replacement.filter(isRunning)).toEqual([]);
    }));

  it("what hangs is given up in time, and the exit code is 0", () =>
    withWorld(async (world) => {
      await holdSessions(world, await world.signUp(), 8);
      const { exitCode, seconds } = await stopAll(world, "SIGTERM", [world.tiauth.pid]);
      expect(exitCode).toBe(0);
      expect(seconds).toBeLessThan(10);
    }));

  it("notices of the last signins are handed over before the end", () =>
    withWorld(async (world) => {
      const people = await Promise.all(Array.from({ length: 4 }, () => world.signUp()));
      await Promise.all(people.map((person) => world.signIn(person)));
      expect(await world.tiauth.stop()).toBe(0);
      for (const { emailAddress } of people)
        expect(world.smtp.mailsTo(emailAddress).map(({ subject }) => subject)).toEqual([
          "Signup verification code",
          "Sign-in detected",
        ]);
    }));
});
