import { type AnyAction, actions } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decisionOf, declaredDecisions, differencesFromCatalog } from "../audited.ts";
import { startWorld, type World } from "../harness/index.ts";
import { startTiauth, type Tiauth } from "../harness/tiauth.ts";
import { type Scene, setScene } from "./scene.ts";
import { scenarios } from "./table.ts";

const table = Object.entries(scenarios).flatMap(([action, outcomes]) =>
  Object.entries(outcomes).map(([outcome, scenario]) => ({ action, outcome, scenario })),
);
const env = { TIAUTH_ALLOWED_EMAIL_DOMAINS: "example.com" };
const outcomesOf = ({ errors }: AnyAction) => ["ok", ...errors];

describe("the built server", () => {
  let world: World;
  let open: Tiauth;
  let scene: Scene;
  beforeAll(async () => {
    world = await startWorld({ env: { ...env, TIAUTH_CLI_SIGNIN: "users" } });
    const { userServer, smtp } = world;
    open = await startTiauth({
      userServerUrl: userServer.url,
      smtpPort: smtp.port,
      env: { ...env, TIAUTH_CLI_SIGNIN: "anyone" },
    });
    scene = await setScene(world, open.url);
  });
  afterAll(async () => {
    await open.stop();
    await world.close();
  });

  for (const { action, outcome, scenario } of table) {
    if (typeof scenario !== "function") {
      it.skip(`${action} answers ${outcome}: ${scenario.unreachable}`);
      continue;
    }
    it(`${action} answers ${outcome}`, async () => {
      const answer = await scenario(scene);
      expect(answer.ok ? "ok" : answer.errorCode).toBe(outcome);
      expect(scene.actionOf(answer)).toBe(action);
    });
  }

  it("C2: has logged nothing of all this as an error", async () => {
    await world.tiauth.stop();
    expect(world.tiauth.logs.length).toBeGreaterThan(table.length);
    expect(world.tiauth.logs.filter(({ level }) => level === "error" || level === "fatal")).toEqual([]);
  });

  it("C2: has audited all of it as docs/audit-events.md says", async () => {
    const stopped = [world.tiauth, open];
    for (const { stop } of stopped) await stop();
    const audited = stopped.flatMap(({ logs }) => logs.filter(({ msg }) => msg === "audit"));
    expect(differencesFromCatalog(audited)).toEqual([]);
    expect(new Set(audited.map(decisionOf))).toEqual(new Set(declaredDecisions));
  });
});

describe("the table of scenarios", () => {
  it("has the 170 outcomes of the 39 actions and the 36 of Tiauth's own 11, and none of them is unreachable", () => {
    const declared = Object.entries(actions).flatMap(([action, declaration]) =>
      outcomesOf(declaration).map((outcome) => `${action}: ${outcome}`),
    );
    expect(Object.keys(scenarios)).toHaveLength(39 + 11);
    expect(declared).toHaveLength(170 + 36);
    expect(new Set(table.map(({ action, outcome }) => `${action}: ${outcome}`))).toEqual(new Set(declared));
    expect(table.filter(({ scenario }) => typeof scenario !== "function")).toEqual([]);
  });
});
