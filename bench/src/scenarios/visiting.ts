import type { RunningServer } from "../processes/start-server.ts";
import type { Stage } from "../stage/stage.ts";
import type { Visitor } from "../visits/visitor.ts";
import type { VisitName } from "../visits/visits.ts";
import { loaded } from "./loaded.ts";
import type { Entrant } from "./scenario.ts";

export interface Visiting {
  readonly name: string;
  readonly server: Pick<RunningServer, "port"> & { readonly pid: number | undefined };
  readonly visit: VisitName;
  readonly visitors: readonly Visitor[];
}

/** As many as visit at once: enough that a hash is always waiting for its turn. */
const connections = 8;

/** What these visitors do, as data. */
export const visitPlan = ({ userServer }: Stage, { server, visit, visitors }: Omit<Visiting, "name">) =>
  ({ kind: "visits", port: server.port, userServerPort: userServer.port, connections, visit, visitors }) as const;

/** Somebody whose rounds are visits. They take as long as passwords take to hash, so rounds are longer. */
export const visited = (stage: Stage, { name, ...visiting }: Visiting): Entrant =>
  loaded(stage, { name, pid: visiting.server.pid, plan: visitPlan(stage, visiting), lengths: 2 });
