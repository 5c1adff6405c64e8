import { userServerActions } from "@tiauth/protocol";
import type { UserServer } from "../users/index.ts";
import { watchCalls } from "../users/watch-calls.ts";
import { durationBuckets } from "./durations.ts";
import { Counter, Gauge, Histogram, type Registry } from "./prom-client.ts";

/** Counts calls to the user server, and shows whether it is given up. */
export function userServerMetrics(registry: Registry) {
  const registers = [registry];
  const calls = new Counter({
    name: "tiauth_user_server_calls_total",
    help: "Calls to the user server; the outcome is ok, an error code, or failed if there was no usable answer.",
    labelNames: ["action", "outcome"],
    registers,
  });
  const durations = new Histogram({
    name: "tiauth_user_server_call_duration_seconds",
    help: "From a call to the user server to its answer, retries included.",
    labelNames: ["action"],
    buckets: durationBuckets,
    registers,
  });
  for (const action of Object.keys(userServerActions))
    for (const outcome of ["ok", "failed"]) calls.inc({ action, outcome }, 0);

  const showCircuit = (isGivenUp: () => boolean) =>
    new Gauge({
      name: "tiauth_user_server_circuit_open",
      help: "1 while calls fail at once because the user server failed too often, else 0.",
      registers,
      collect() {
        this.set(isGivenUp() ? 1 : 0);
      },
    });

  return {
    watchUserServer(userServer: UserServer): UserServer {
      showCircuit(userServer.isGivenUp);
      const users = watchCalls(userServer.users, ({ action, outcome, durationSeconds }) => {
        calls.inc({ action, outcome });
        durations.observe({ action }, durationSeconds);
      });
      return { ...userServer, users };
    },
  };
}
