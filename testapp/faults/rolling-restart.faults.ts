import type { Engine } from "@tiauth/engines";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storageEngines } from "../harness/engines.ts";
import type { World } from "../harness/index.ts";
import type { Nodes } from "../harness/nodes.ts";
import { startNodesWorld } from "../harness/world.ts";
import { limits } from "./guesses.ts";
import { startLoad } from "./load.ts";

describe.each(storageEngines)("two nodes on %s that are replaced under load", (_, { missing, start }) => {
  let engine: Engine;
  let world: World<Nodes>;
  beforeAll(async () => {
    if (missing) return;
    engine = await start();
    world = await startNodesWorld(2, { env: { TIAUTH_STORAGE_URL: await engine.freshUrl(), ...limits } });
  });
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  it.skipIf(missing)("one after the other fail not one request, and nobody is signed out", async () => {
    const members = await Promise.all(Array.from({ length: 4 }, () => world.signUp()));
    const sessions = members.map(({ sessionToken }) => sessionToken);
    const memberOf = (worker: number) => members[worker % members.length] ?? expect.fail("nobody is there");
    const steps = [
      async (worker: number) => void sessions.push((await world.signIn(memberOf(worker))).sessionToken),
      async (worker: number) => {
        const { ok } = await world.client.getSession(memberOf(worker));
        if (!ok) throw new Error("A session has ended.");
      },
    ];
    let answered = 0;
    const load = startLoad({
      workers: 8,
      step: async (worker) => {
        const outcome = await (steps[worker % 2]?.(worker) ?? expect.fail()).then(() => "ok", String);
        answered += 1;
        return outcome;
      },
    });
    const before = world.tiauth.nodes();
    for (const node of before) {
      const answeredBefore = answered;
      await world.tiauth.replace(node);
      await expect.poll(() => answered - answeredBefore, { timeout: 10_000 }).toBeGreaterThan(20);
    }
    const outcomes = await load.stop();

    expect(outcomes).toEqual({ ok: answered });
    expect(world.tiauth.nodes().filter((node) => before.includes(node))).toEqual([]);
    const open = await Promise.all(sessions.map((sessionToken) => world.client.getSession({ sessionToken })));
    expect(open.filter(({ ok }) => !ok)).toEqual([]);
  });
});
