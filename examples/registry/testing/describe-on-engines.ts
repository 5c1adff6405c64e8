import { type Engine, postgresAvailability, startPostgres } from "@tiauth/engines";
import { afterAll, beforeAll, describe } from "vitest";
import { openStage, type Stage } from "./stage.ts";

const postgres = postgresAvailability();

/** A suite that is run twice: the registry promises the same with SQLite and with Postgres. */
export function describeOnEngines(title: string, suite: (stage: () => Stage) => void): void {
  describe(`with SQLite ${title}`, () => suite(stageOf(openStage)));

  describe.skipIf(postgres !== "here")(`with Postgres (${postgres}) ${title}`, () => {
    let engine: Engine | undefined;
    const stage = stageOf(async () => {
      engine = await startPostgres();
      return openStage({ databaseUrl: await engine.freshUrl() });
    });
    afterAll(() => engine?.stop());
    suite(stage);
  });
}

function stageOf(open: () => Promise<Stage>): () => Stage {
  let stage: Stage | undefined;
  beforeAll(async () => {
    stage = await open();
  });
  afterAll(() => stage?.close());
  return () => {
    if (stage) return stage;
    throw new Error("The stage is open within tests only.");
  };
}
