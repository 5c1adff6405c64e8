import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { auditableEnvironment, auditEnumeration, type EnumerationAudit } from "../harness/audit-enumeration.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import type { Hostility } from "./hostilities.ts";
import { report } from "./report.ts";
import { measureUntil } from "./tolerance.ts";

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

/** The other two actions do so much that on a busy machine a little is lost in it. */
const isSigninNoticed = ({ output }: Pick<EnumerationAudit, "output">) =>
  output.some((line) => /^create_signin .* distinguishable by time$/.test(line));

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
    // One in a thousand differences is by chance, but not twice in a row.
    const { exitCode, output, apart } = await measureUntil(
      (measured) => measured.exitCode === 0,
      () => audit(300),
    );
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
    // On a busy machine, whose times differ by more than that anyway, it has to be a multiple.
    let laterMilliseconds = 1;
    const { exitCode, output, apart } = await measureUntil(isSigninNoticed, async () => {
      laterMilliseconds *= 4;
      world.userServer.turn(findingSlowly(laterMilliseconds));
      return audit(150);
    });
    const [, signin = 0] = apart;
    report({
      promise: "P1",
      what: "a user server that finds users a little later",
      measured: `noticed at ${laterMilliseconds} ms: medians of create_signin ${signin.toFixed(1)} ms apart`,
    });
    expect([exitCode, output.at(-1)], output.join("\n")).toEqual([1, expect.stringMatching(/^DISTINGUISHABLE/)]);
    expect(isSigninNoticed({ output })).toBe(true);
  });
});
