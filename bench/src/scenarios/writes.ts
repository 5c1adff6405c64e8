import { startTiauth } from "../contestants/tiauth.ts";
import type { Stage } from "../stage/stage.ts";
import { invocation, success } from "../visits/tiauth.ts";
import { loaded, loadFigures } from "./loaded.ts";
import type { Scenario } from "./scenario.ts";

export const writes: Scenario = {
  name: "writes",
  title: "create_signin: one durable write each",
  about:
    "64 connections. Each request asks the user server who has the address, and is answered when its row is on the disk " +
    "(`TIAUTH_SQLITE_SYNCHRONOUS=full`, the default); `normal` may lose the last ones in a power failure.",
  unit: "requests",
  figures: loadFigures,
  prepare: async (stage) => [
    await entrant(stage, "Tiauth", "full"),
    await entrant(stage, "Tiauth, synchronous=normal", "normal"),
  ],
};

async function entrant(stage: Stage, name: string, synchronous: "full" | "normal") {
  const server = await startTiauth(stage, { settings: { TIAUTH_SQLITE_SYNCHRONOUS: synchronous } });
  const requests = stage.people.map(({ emailAddress }) =>
    invocation("create_signin", { user_email_address: emailAddress }),
  );
  const plan = { kind: "closed", port: server.port, connections: 64, requests, expected: success } as const;
  return loaded(stage, { name, pid: server.pid, plan });
}
