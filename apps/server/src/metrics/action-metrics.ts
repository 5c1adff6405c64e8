import { type ActionName, actions } from "@tiauth/protocol";
import type { Observation } from "@tiauth/server";
import { durationBuckets } from "./durations.ts";
import { Counter, Histogram, type Registry } from "./prom-client.ts";

/** Those whose answer can carry a new session. */
const signingIn: readonly ActionName[] = ["complete_signup", "complete_signin", "complete_user_password_reset"];

/** Counts invocations. Only names of the contract get here: nobody can make series by inventing some. */
export function actionMetrics(registry: Registry) {
  const registers = [registry];
  const invocations = new Counter({
    name: "tiauth_actions_total",
    help: "Invocations of actions; the outcome is ok, an error code, too_many_requests or overloaded.",
    labelNames: ["action", "outcome"],
    registers,
  });
  const durations = new Histogram({
    name: "tiauth_action_duration_seconds",
    help: "From a request that was read to its answer.",
    labelNames: ["action"],
    buckets: durationBuckets,
    registers,
  });
  const sessions = new Counter({
    name: "tiauth_sessions_created_total",
    help: "Sessions that were begun, by the action that began them.",
    labelNames: ["action"],
    registers,
  });
  // From the start, since the first increase of a series that was not there before is no increase to Prometheus.
  for (const [action, { errors }] of Object.entries(actions))
    for (const outcome of ["ok", "internal_error", "internal_conflict", ...errors])
      invocations.inc({ action, outcome }, 0);
  for (const action of signingIn) sessions.inc({ action }, 0);

  return {
    observe({ action, result, durationSeconds, sessionId }: Observation): void {
      invocations.inc({ action, outcome: result });
      durations.observe({ action }, durationSeconds);
      const hasSignedIn = result === "ok" && sessionId !== undefined && signingIn.some((name) => name === action);
      if (hasSignedIn) sessions.inc({ action });
    },
  };
}
