import { type ActionName, actions } from "@tiauth/protocol";
import type { Observation } from "@tiauth/server";
import { createCounter } from "./counter.ts";
import { durationBuckets } from "./durations.ts";
import { createHistogram } from "./histogram.ts";
import { onceEach } from "./once-each.ts";
import type { Registry } from "./prom-client.ts";

/** Those whose answer can carry a new session. */
const signingIn: readonly ActionName[] = ["complete_signup", "complete_signin", "complete_user_password_reset"];

/** Counts invocations. Only names of the contract get here: nobody can make series by inventing some. */
export function actionMetrics(registry: Registry) {
  const invocations = createCounter({
    registry,
    name: "tiauth_actions_total",
    help: "Invocations of actions; the outcome is ok, an error code, too_many_requests or overloaded.",
    labelNames: ["action", "outcome"],
  });
  const durations = createHistogram({
    registry,
    name: "tiauth_action_duration_seconds",
    help: "From a request that was read to its answer.",
    labelNames: ["action"],
    buckets: durationBuckets,
  });
  const sessions = createCounter({
    registry,
    name: "tiauth_sessions_created_total",
    help: "Sessions that were begun, by the action that began them.",
    labelNames: ["action"],
  });
  const outcomesOf = onceEach((action: string) => onceEach((outcome: string) => invocations({ action, outcome })));
  const durationsOf = onceEach((action: string) => durations({ action }));
  // From the start, since the first increase of a series that was not there before is no increase to Prometheus.
  for (const [action, { errors }] of Object.entries(actions))
    for (const outcome of ["ok", "internal_error", "internal_conflict", ...errors]) outcomesOf(action)(outcome);
  const begun = new Map<string, () => void>(signingIn.map((action) => [action, sessions({ action })]));

  return {
    observe({ action, result, durationSeconds, sessionId }: Observation): void {
      outcomesOf(action)(result)();
      durationsOf(action)(durationSeconds);
      if (result === "ok" && sessionId !== undefined) begun.get(action)?.();
    },
  };
}
