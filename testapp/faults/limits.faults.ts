import { setTimeout as delay } from "node:timers/promises";
import { expect, it } from "vitest";
import { startWorld } from "../harness/index.ts";
import { openKeepAlive, outcomeOf, requestOf } from "./keep-alive.ts";
import { startLoad } from "./load.ts";
import { report, timed } from "./report.ts";

const [burst, workers] = [5, 8];

it("L1: of calls that never stop no more is let through than is earned, and no less", async () => {
  const world = await startWorld({ env: { TIAUTH_LIMIT_ADDRESS_SIGNIN: `${burst}/1s` } });
  try {
    const open = () => openKeepAlive(world.tiauth.port);
    const connections = await Promise.all(Array.from({ length: workers }, open));
    const request = requestOf("create_signin", { user_email_address: "nobody@example.com" });
    const { milliseconds, value: outcomes } = await timed(async () => {
      const ask = async (worker: number) => (await connections[worker]?.send(request)) ?? expect.fail();
      const load = startLoad({ workers, step: async (worker) => outcomeOf(await ask(worker)) });
      await delay(5500);
      return load.stop();
    });
    for (const { close } of connections) close();

    const { user_not_found: passed = 0, "HTTP 429": refused = 0, ...others } = outcomes;
    const earned = burst + Math.floor(milliseconds / 1000);
    const measured = `${passed} of ${passed + refused}`;
    report({ promise: "L1", what: `let through of ${workers} who never stop asking`, measured, limit: `${earned}` });
    expect(others).toEqual({});
    expect(passed).toBeLessThanOrEqual(earned);
    expect(passed).toBeGreaterThanOrEqual(earned - 1); // the last may have been earned when nobody asked any more
  } finally {
    await world.close();
  }
});
