import { expect, test } from "vitest";
import { StartError } from "../start-error.ts";
import { ProcessGone } from "./calls.ts";
import type { PrimaryCalls } from "./contract.ts";
import type { Member } from "./member.ts";
import { createMembers } from "./members.ts";

interface Rehearsed {
  readonly start: () => Promise<number>;
  /** How the process ends by itself; else it ends when it is killed. */
  readonly ended?: Promise<string>;
}

const warned: string[] = [];

/** Members whose only process starts and ends as it is told. */
function membersOf({ start, ended }: Rehearsed, hired: (ours: PrimaryCalls) => void = () => undefined) {
  let kill = () => {};
  const killed = new Promise<string>((resolve) => {
    kill = () => resolve("signal SIGKILL");
  });
  const call = (name: string) => (name === "start" ? start() : Promise.resolve());
  const member = { call, tell: () => undefined, kill, ended: ended ?? killed } as Member; // `call` is asked for `start` alone
  return createMembers({
    brief: { sources: { flags: [], environment: {}, envFile: {} }, flags: { keepAlive: true } },
    hashConcurrency: 1,
    hire: (ours) => {
      hired(ours);
      return member;
    },
    onEnded: () => undefined,
    logs: { warn: (message) => void warned.push(message) },
  });
}
const joining = { isMailServerAsked: false };

test("who cannot start is ended, and says why, be it a mistake in the settings or in the code", async () => {
  for (const reason of [new StartError("the port is taken"), new Error("x is not a function")]) {
    const members = membersOf({ start: () => Promise.reject(reason) });
    await expect(members.join(joining)).rejects.toBe(reason);
    expect([members.all.size, members.serving.size]).toEqual([0, 0]);
  }
});

test("of a process that ends before it could start it is said how", async () => {
  const members = membersOf({
    start: () => Promise.reject(new ProcessGone()),
    ended: Promise.resolve("exit code 1"),
  });
  await expect(members.join(joining)).rejects.toEqual(
    new StartError("a worker ended before it could start: exit code 1."),
  );
});

test("a process that could not even be made, which answers nothing, is not waited for", async () => {
  const members = membersOf({ start: () => new Promise(() => undefined), ended: Promise.resolve("spawn EMFILE") });
  await expect(members.join(joining)).rejects.toThrow("a worker ended before it could start: spawn EMFILE.");
});

test("what all workers warn of is logged once", async () => {
  const members = membersOf({ start: async () => 1 }, ({ warn }) => warn("it keeps no log"));
  for (let i = 0; i < 3; i++) await members.join(joining);
  expect(warned).toEqual(["it keeps no log"]);
});
