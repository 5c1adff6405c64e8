import { counterRules } from "./conformance/counter.ts";
import { expiryRules } from "./conformance/expiry.ts";
import { foreignVersionRules } from "./conformance/foreign-version.ts";
import { keyRules } from "./conformance/keys.ts";
import { movingRules } from "./conformance/moving.ts";
import { outboxRules } from "./conformance/outbox.ts";
import { outboxClockRules } from "./conformance/outbox-clock.ts";
import { outboxHoldRules } from "./conformance/outbox-holds.ts";
import { persistenceRules } from "./conformance/persistence.ts";
import { raceRules } from "./conformance/races.ts";
import type { DriverUnderTest, Rule } from "./conformance/rule.ts";
import { valueRules } from "./conformance/values.ts";
import { writeRules } from "./conformance/writes.ts";

export type { DriverUnderTest };

export interface ConformanceCase {
  /** A sentence about what a driver does. */
  readonly title: string;
  /** Resolves if the driver does it, rejects with an `AssertionError` if not. One case at a time. */
  readonly run: () => Promise<void>;
}

const rules: readonly Rule[] = [
  ...writeRules,
  ...counterRules,
  ...keyRules,
  ...valueRules,
  ...expiryRules,
  ...raceRules,
  ...movingRules,
  ...foreignVersionRules,
  ...outboxRules,
  ...outboxHoldRules,
  ...outboxClockRules,
  ...persistenceRules,
];

/**
 * What every driver must do, for any test runner: `for (const { title, run } of conformance(driver)) it(title, run)`.
 * A driver without `reopen` is not asked to outlive its process, one that `expiresByItself` not to be swept.
 */
export function conformance(driver: DriverUnderTest): readonly ConformanceCase[] {
  const expiry = driver.expiresByItself ? "by itself" : "by deleteExpired";
  return rules
    .filter((rule) => !rule.needsReopen || driver.reopen !== undefined)
    .filter((rule) => !rule.expiry || rule.expiry === expiry)
    .map(({ title, check }) => ({ title, run: () => check(driver) }));
}
