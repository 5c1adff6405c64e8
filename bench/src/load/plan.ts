import { type ClosedLoop, startClosedLoop } from "./closed-loop.ts";
import type { Flow } from "./flow.ts";
import { type OpenLoop, startOpenLoop } from "./open-loop.ts";
import type { Recorder } from "./recorder.ts";
import { startVisitLoop, type VisitLoop } from "./visit-loop.ts";

/** What to send, as data. */
export type Plan =
  | ({ readonly kind: "closed" } & ClosedLoop)
  | ({ readonly kind: "open" } & OpenLoop)
  | ({ readonly kind: "visits" } & VisitLoop);

/** Begins. Resolves when all connections are open. */
export function start(plan: Plan, recorder: Recorder): Promise<Flow> {
  if (plan.kind === "closed") return startClosedLoop(plan, recorder);
  if (plan.kind === "open") return startOpenLoop(plan, recorder);
  return startVisitLoop(plan, recorder);
}
