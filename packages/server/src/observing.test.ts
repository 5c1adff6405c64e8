import { actions, isLook } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { lostRequest } from "../testing/faults.ts";
import { person } from "../testing/person.ts";
import { signedIn, signedUp, wrongPassword } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";
import type { Observation } from "./index.ts";

function observed() {
  const observations: Observation[] = [];
  const server = testServer({ observe: (observation) => observations.push(observation) });
  return { observations, server, alice: person(server) };
}

describe("an observer", () => {
  it("is told once of every invocation, a look's too, with what its audit event says and how long it took", async () => {
    const { observations, alice } = observed();
    await alice.does(...signedUp, "get_session");
    const { actionInvocationId } = await alice.asks("get_session");
    expect(observations.map(({ action, result }) => `${action}: ${result}`)).toEqual(
      [...signedUp, "get_session", "get_session"].map((action) => `${action}: ok`),
    );
    expect(observations.at(-1)).toMatchObject({ actionInvocationId, sessionId: expect.any(String) });
    expect(observations.every(({ durationSeconds }) => durationSeconds >= 0 && durationSeconds < 60)).toBe(true);
    const decisions = observations.filter(({ action }) => !isLook(action));
    expect(decisions.map(({ durationSeconds, ...event }) => event)).toEqual(alice.server.audits);
  });

  it("is told of refusals, accidents and limits", async () => {
    const { observations, alice, server } = observed();
    await alice.does(...signedUp, "create_signin");
    await alice.tries("verify_signin_user_password", wrongPassword);
    expect(observations.at(-1)).toMatchObject({ result: "incorrect_password" });
    server.userStore.through(lostRequest);
    await alice.tries("get_session");
    expect(server.accidents.splice(0).length).toBe(1);
    expect(observations.at(-1)).toMatchObject({ action: "get_session", result: "internal_error" });

    const body = JSON.stringify({ action: "create_signin", arguments: { user_email_address: "bob@example.com" } });
    for (let asked = 0; asked < 31; asked++) await server.invoke(body, { clientAddress: "192.0.2.1" });
    server.accidents.splice(0);
    expect(observations.at(-1)).toMatchObject({ action: "create_signin", result: "too_many_requests" });
  });

  it.each([
    "",
    "{}",
    '{"action":"__proto__","arguments":{}}',
    '{"action":"no_such_action","arguments":{}}',
    '{"action":"get_session","arguments":{}}',
  ])("is told nothing of what is no action: %s", async (body) => {
    const { observations, server } = observed();
    expect(await server.invoke(body)).toMatchObject({ status: 400 });
    expect(observations).toEqual([]);
  });

  it("only ever hears names of the contract", async () => {
    const { observations, alice } = observed();
    await alice.does(...signedUp, ...signedIn);
    expect(observations.filter(({ action }) => !Object.hasOwn(actions, action))).toEqual([]);
  });
});

describe("hashing", () => {
  it("says how many password hashes are computed and how many wait", async () => {
    const server = testServer({ settings: { hashConcurrency: 1 } });
    const people = ["a@example.com", "b@example.com", "c@example.com"].map((address) => person(server, address));
    for (const somebody of people) await somebody.does(...signedUp, "create_signin");
    expect(server.hashing()).toEqual({ running: 0, waiting: 0 });

    let letGo = () => {};
    const free = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    server.hasher.through((_, proceed) => free.then(proceed));
    const checks = people.map((somebody) => somebody.tries("verify_signin_user_password"));
    await expect.poll(() => server.hashing()).toEqual({ running: 1, waiting: 2 });
    letGo();
    expect(await Promise.all(checks)).toEqual(["ok", "ok", "ok"]);
    expect(server.hashing()).toEqual({ running: 0, waiting: 0 });
  });
});
