import type { EmailTransport } from "../mail/index.ts";
import { durationBuckets, secondsSince } from "./durations.ts";
import { Counter, Histogram, type Registry } from "./prom-client.ts";

/** Counts mails that were handed over, and those that were not. */
export function mailMetrics(registry: Registry) {
  const registers = [registry];
  const mails = new Counter({
    name: "tiauth_mails_total",
    help: "Attempts to hand a mail over, by type; the outcome is sent or failed.",
    labelNames: ["type", "outcome"],
    registers,
  });
  const durations = new Histogram({
    name: "tiauth_mail_duration_seconds",
    help: "Handing one mail over, retries included.",
    buckets: durationBuckets,
    registers,
  });

  return {
    watchEmail: (email: EmailTransport): EmailTransport => ({
      ...email,
      async send(mail, ...others) {
        const startedAt = performance.now();
        let outcome = "failed";
        try {
          await email.send(mail, ...others);
          outcome = "sent";
        } finally {
          mails.inc({ type: mail.type, outcome });
          durations.observe(secondsSince(startedAt));
        }
      },
    }),
  };
}
