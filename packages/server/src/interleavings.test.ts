import type { ActionName } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { everyOrder, inTwoTurns } from "../testing/interleaving/every-order.ts";
import { examined } from "../testing/interleaving/examined.ts";
import { allReady, type Game, justBegun, playerOf, withSettings } from "../testing/interleaving/games.ts";
import { take, untouched } from "../testing/interleaving/moves.ts";
import { live, type Reach } from "../testing/interleaving/world.ts";

/** All pairs of actions, and with crashes: testapp/faults/interleavings.faults.ts. Here are those that matter most. */

// The pauses between attempts at a lost race, as short as they can be.
beforeAll(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterAll(() => void vi.restoreAllMocks());

const caching = { sessionCacheSeconds: 300, userCacheSeconds: 300 };

type Turns = readonly ActionName[];

vi.setConfig({ testTimeout: 60_000 });

/** One goes on from the first session and its flows, two from the other one and its flows, or from the same. */
async function outcomes(game: Game, [one, two]: readonly [Turns, Turns], side: 0 | 1) {
  const players = [playerOf("one", one, game.sides[0]), playerOf("two", two, game.sides[side])];
  const { moments, findings, answers } = await examined(game.world, players, "orders");
  expect(moments).toBeGreaterThan(3);
  return { findings, answers };
}
const findings = async (...given: Parameters<typeof outcomes>) => (await outcomes(...given)).findings;

const completing: Turns = [
  "complete_signup",
  "complete_signin",
  "complete_user_email_address_update",
  "complete_user_password_update",
  "complete_user_password_reset",
  "complete_user_deletion",
];
const pairsOf = (names: Turns) => names.flatMap((one, i) => names.slice(i + 1).map((two) => [one, two] as const));

describe("O2, O4: in every order of their steps, what comes of two actions at once is what comes of them in turn", () => {
  it.each(completing)("%s twice, of the same flow and of two", async (action) => {
    for (const side of [0, 1] as const)
      expect(await findings(await allReady(), [[action], [action]], side)).toEqual([]);
  });

  it.each(pairsOf(completing))("%s and %s", async (one, two) => {
    expect(await findings(await allReady(), [[one], [two]], 1)).toEqual([]);
  });

  it.each<readonly [ActionName, ActionName]>([
    ["delete_signup", "complete_signup"],
    ["delete_signin", "complete_signin"],
    ["delete_user_email_address_update", "complete_user_email_address_update"],
    ["delete_user_password_update", "complete_user_password_update"],
    ["delete_user_password_reset", "complete_user_password_reset"],
    ["delete_user_deletion", "complete_user_deletion"],
    ["delete_session", "complete_user_password_update"],
    ["delete_all_sessions", "complete_signin"],
    ["delete_all_sessions", "complete_user_password_reset"],
    ["get_session", "delete_all_sessions"],
    ["get_session", "complete_user_password_update"],
    ["create_signin", "complete_user_password_reset"],
    ["create_signup", "complete_signup"],
    ["create_user_email_address_update", "complete_signup"],
  ])("%s and %s, of the same session, all being ready, also while what was read is remembered", async (one, two) => {
    for (const settings of [{}, caching])
      expect(await findings(withSettings(await allReady(), settings), [[one], [two]], 0)).toEqual([]);
  });

  it.each<readonly [ActionName, ActionName]>([
    ["send_signup_email_address_verification_code", "verify_signup_email_address_verification_code"],
    ["verify_signup_email_address_verification_code", "verify_signup_email_address_verification_code"],
    ["verify_signin_user_password", "verify_signin_user_password"],
    ["verify_user_password_reset_temporary_password", "complete_user_password_reset"],
    ["delete_signin", "verify_signin_user_password"],
  ])("%s and %s, of the same session, all being begun", async (one, two) => {
    expect(await findings(await justBegun(), [[one], [two]], 0)).toEqual([]);
  });

  it("a session that is made while a password reset ends them all is from after it, or dead", async () => {
    const turns = [["complete_user_password_reset"], ["delete_all_sessions", "complete_signin"]] as const;
    expect(await findings(await allReady(), turns, 1)).toEqual([]);
  });
});

describe("L1: in every order of their steps, two who spend the last token of a limit", () => {
  const last = { burst: 1, intervalSeconds: 60 };
  const settings = { verifyPasswordLimit: last, verifyCodeLimit: last, sendEmailLimit: last };

  it.each<readonly [ActionName, ActionName, 0 | 1]>([
    ["verify_signin_user_password", "verify_user_password_update_user_password", 1],
    ["verify_signup_email_address_verification_code", "verify_signup_email_address_verification_code", 1],
    ["send_signup_email_address_verification_code", "create_signup", 1],
  ])("%s and %s: only one of them does", async (one, two, side) => {
    const { findings, answers } = await outcomes(withSettings(await justBegun(), settings), [[one], [two]], side);
    expect(findings).toEqual([]);
    for (const both of answers) expect(both).toMatch(/^ok,rate_limited$|^rate_limited,ok$/);
  });
});

describe("O3: when the process dies between any two steps, the same again ends well or says that the flow is over", () => {
  it.each(completing)("%s", async (action) => {
    const { world, sides } = await allReady();
    const { findings } = await examined(world, [playerOf("one", [action], sides[0])], "orders and crashes");
    expect(findings).toEqual([]);
  });
});

describe("while sessions and users are remembered", () => {
  const overtaking = { users: inTwoTurns, storage: inTwoTurns };

  it.each<readonly [ActionName, Reach, 0 | 1]>([
    ["delete_session", overtaking, 0],
    ["delete_all_sessions", overtaking, 1],
    ["complete_user_password_reset", {}, 1],
    ["complete_user_deletion", {}, 1],
  ])(
    "no look at a session that overlaps %s in any order lets it open after that was answered",
    async (ending, reach, side) => {
      const { world, sides } = withSettings(await allReady(), {
        ...caching,
        sessionActivityCheckIntervalSeconds: 3600,
      });
      const looking = playerOf("one", ["get_session", "get_session"], sides[0]);
      const other = playerOf("two", [ending], sides[side]);
      let [moments, ended] = [0, 0];
      await everyOrder(
        () => {
          const living = live(world, reach);
          const one = async () => take(living, looking, await take(living, looking, untouched(looking)));
          const two = async () => take(living, other, untouched(other));
          // What is remembered is no part of a world: no two moments are the same.
          return { living, actors: { one, two }, state: () => String(moments++) };
        },
        {
          async end({ living }) {
            ended += 1;
            const { taken } = await take(living, looking, untouched(looking));
            expect(taken).toMatchObject([{ answer: "invalid_session_token" }]);
          },
        },
      );
      expect(ended).toBeGreaterThan(5);
    },
  );
});
