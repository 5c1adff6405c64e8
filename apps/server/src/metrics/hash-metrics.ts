import type { PasswordAlgorithm, PasswordHasher, Server } from "@tiauth/server";
import { durationBuckets, secondsSince } from "./durations.ts";
import { createHistogram } from "./histogram.ts";
import { Gauge, type Registry } from "./prom-client.ts";

/** Counts password hashes, and shows how many are queued. */
export function hashMetrics(registry: Registry) {
  const registers = [registry];
  const observe = createHistogram({
    registry,
    name: "tiauth_password_hash_duration_seconds",
    help: "Computing one password hash, without the time it waited for its turn.",
    buckets: durationBuckets,
  })();

  const watchHasher = ({ id, saltLengthBytes, hash }: PasswordHasher): PasswordHasher => ({
    id,
    saltLengthBytes,
    async hash(password, salt) {
      const startedAt = performance.now();
      try {
        return await hash(password, salt);
      } finally {
        observe(secondsSince(startedAt));
      }
    },
  });

  return {
    watchHasher,
    watchAlgorithm: (algorithm: PasswordAlgorithm): PasswordAlgorithm => {
      return (id) => {
        const hasher = algorithm(id);
        return hasher && watchHasher(hasher);
      };
    },
    /** Shows the queue of a server. */
    showHashing(hashing: Server["hashing"]): void {
      new Gauge({
        name: "tiauth_password_hashes_running",
        help: "Password hashes that are computed now.",
        registers,
        collect() {
          this.set(hashing().running);
        },
      });
      new Gauge({
        name: "tiauth_password_hashes_waiting",
        help: "Password hashes that wait for their turn.",
        registers,
        collect() {
          this.set(hashing().waiting);
        },
      });
    },
  };
}
