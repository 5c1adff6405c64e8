import type { Engine } from "@tiauth/engines";
import { afterAll, beforeAll, describe } from "vitest";
import { storageEngines } from "../harness/engines.ts";
import { startNodesWorld } from "../harness/index.ts";
import { keptKeys } from "../harness/kept-keys.ts";
import { describeJourneys } from "../journeys.ts";
import { describeRaces, raceLimits } from "../races.ts";

describe.each(storageEngines)("with two nodes on %s", (_, { missing, start }) => {
  let engine: Engine;
  beforeAll(async () => {
    if (!missing) engine = await start();
  });
  afterAll(() => engine?.stop());

  const startNodes = async (env?: Readonly<Record<string, string>>) => {
    const url = await engine.freshUrl();
    const world = await startNodesWorld(2, { env: { TIAUTH_STORAGE_URL: url, ...env } });
    return { ...world, keptKeys: () => keptKeys(url) };
  };

  describe.skipIf(missing)("a person", () => describeJourneys(startNodes));
  describe.skipIf(missing)("at once:", () => describeRaces(() => startNodes(raceLimits)));
});
