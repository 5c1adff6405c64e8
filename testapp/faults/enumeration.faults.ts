import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { auditableEnvironment, auditEnumeration } from "../harness/audit-enumeration.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import type { Hostility } from "./hostilities.ts";
import { report } from "./report.ts";

const toleranceMilliseconds = 1;

let world: HostileWorld;
let subjects: { readonly known: readonly string[]; readonly unknown: readonly string[] };
beforeAll(async () => {
  world = await startHostileWorld({ env: { TIAUTH_HIDE_USER_EXISTENCE: "true", ...auditableEnvironment } });
  const people = [await world.signUp(), await world.signUp(), await world.signUp()];
  const known = people.map(({ emailAddress }) => emailAddress);
  subjects = { known, unknown: known.map(world.freshAddress) };
  return world.close;
});
afterEach(() => world.userServer.behave());

const audit = (samples: number) =>
  auditEnumeration({ url: world.tiauth.url, ...subjects, samples, toleranceMilliseconds });

/** A user server that takes longer to find somebody than to find nobody. */
const findingSlowly =
  (milliseconds: number): Hostility =>
  async ({ body, answer, response }) => {
    const given = await answer();
    const isFound = body.includes("get_user_by_email_address") && given.body.includes('"ok":true');
    if (isFound) await delay(milliseconds);
    response.writeHead(given.status).end(given.body);
  };

describe("P1: with TIAUTH_HIDE_USER_EXISTENCE=true", () => {
  it("P1: neither codes nor fields nor times tell who has an account", async () => {
    const { exitCode, output, apart } = await audit(300);
    report({
      promise: "P1",
      what: "known and unknown addresses, 300 samples of each action",
      measured: `medians ${Math.max(...apart).toFixed(1)} ms apart`,
      limit: "1 ms, if not by chance",
    });
    expect([exitCode, output.at(-1)], output.join("\n")).toEqual([0, expect.stringMatching(/^INDISTINGUISHABLE/)]);
    expect(apart).toHaveLength(3);
  });

  it("P1: the measurement sees a user server that needs 4 ms more for those who are there", async () => {
    world.userServer.turn(findingSlowly(4));
    const { exitCode, output, apart } = await audit(150);
    const [, signin = 0] = apart;
    report({
      promise: "P1",
      what: "a user server that finds users 4 ms later",
      measured: `noticed: medians of create_signin ${signin.toFixed(1)} ms apart`,
    });
    expect([exitCode, output.at(-1)], output.join("\n")).toEqual([1, expect.stringMatching(/^DISTINGUISHABLE/)]);
    // The other two do so much that on a busy machine 4 ms are lost in it.
    const row = output.find((line) => line.startsWith("create_signin"));
    expect(row).toMatch(/ distinguishable by time$/);
  });
});
