import { userServerActions } from "@tiauth/protocol";
import type { UserServer } from "../users/index.ts";
import { watchCalls } from "../users/watch-calls.ts";
import { createCounter } from "./counter.ts";
import { durationBuckets } from "./durations.ts";
import { createHistogram } from "./histogram.ts";
import { onceEach } from "./once-each.ts";
import { Gauge, type Registry } from "./prom-client.ts";

/** Counts calls to the user server, and shows whether it is given up. */
export function userServerMetrics(registry: Registry) {
  const calls = createCounter({
    registry,
    name: "tiauth_user_server_calls_total",
    help: "Calls to the user server; the outcome is ok, an error code, or failed if there was no usable answer.",
    labelNames: ["action", "outcome"],
  });
  const durations = createHistogram({
    registry,
    name: "tiauth_user_server_call_duration_seconds",
    help: "From a call to the user server to its answer, retries included.",
    labelNames: ["action"],
    buckets: durationBuckets,
  });
  const outcomesOf = onceEach((action: string) => onceEach((outcome: string) => calls({ action, outcome })));
  const durationsOf = onceEach((action: string) => durations({ action }));
  for (const action of Object.keys(userServerActions))
    for (const outcome of ["ok", "failed"]) outcomesOf(action)(outcome);

  const showCircuit = (isGivenUp: () => boolean) =>
    new Gauge({
      name: "tiauth_user_server_circuit_open",
      help: "1 while calls fail at once because the user server failed too often, else 0.",
      registers: [registry],
      aggregator: "max",
      collect() {
        this.set(isGivenUp() ? 1 : 0);
      },
    });

  return {
    watchUserServer(userServer: UserServer): UserServer {
      showCircuit(userServer.isGivenUp);
      const users = watchCalls(userServer.users, ({ action, outcome, durationSeconds }) => {
        outcomesOf(action)(outcome)();
        durationsOf(action)(durationSeconds);
      });
      return { ...userServer, users };
    },
  };
}
