import { beforeEach, describe, expect, it } from "vitest";
import { succeeded } from "../harness/index.ts";
import { type CrewWorld, startCrewWorld } from "./crew.ts";
import { isRunning } from "./processes.ts";

let world: CrewWorld;
beforeEach(async () => {
  world = await startCrewWorld(4);
  return () => world.close();
});

describe("a worker that is killed", () => {
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
