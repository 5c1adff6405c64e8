import type { EmailTransport } from "../mail/index.ts";
import { createCounter } from "./counter.ts";
import { durationBuckets, secondsSince } from "./durations.ts";
import { createHistogram } from "./histogram.ts";
import { onceEach } from "./once-each.ts";
import type { Registry } from "./prom-client.ts";

/** Counts mails that were handed over, and those that were not. */
export function mailMetrics(registry: Registry) {
  const mails = createCounter({
    registry,
    name: "tiauth_mails_total",
    help: "Attempts to hand a mail over, by type; the outcome is sent or failed.",
    labelNames: ["type", "outcome"],
  });
  const observe = createHistogram({
    registry,
    name: "tiauth_mail_duration_seconds",
    help: "Handing one mail over, retries included.",
    buckets: durationBuckets,
  })();
  const outcomesOf = onceEach((type: string) => onceEach((outcome: string) => mails({ type, outcome })));

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
          outcomesOf(mail.type)(outcome)();
          observe(secondsSince(startedAt));
        }
      },
    }),
  };
}
