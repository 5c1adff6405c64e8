import { err, ok, type User } from "@tiauth/protocol";
import { failureStreak, type RateLimit, spend } from "@tiauth/records";
import { phantomId, stateOf } from "@tiauth/users";
import type { PasswordHashing } from "./password-hashing.ts";
import type { Ports } from "./ports.ts";

const maxConsecutiveFailures = 100;

/**
 * The check behind all four actions that verify a user's password: one bucket per user, charged before the password is
 * looked at, and an end after 100 failures in a row, which only a new password lifts (REQUIREMENTS L2, L3).
 */
export function passwordCheck(ports: Ports, attempts: RateLimit, passwords: PasswordHashing) {
  const failures = failureStreak({ storage: ports.rateLimitStorage, now: ports.now, name: "verify_password" });

  return async (user: User, password: string) => {
    // Disabled: a phantom, whose failures must not end the streak of the user it may stand in for.
    const key = user.disabled ? phantomId(user.id) : user.id;
    const challenged = { key, version: stateOf(user).identity };
    if ((await failures.count(challenged)) >= maxConsecutiveFailures) return err("rate_limited");
    const isRight = await spend(attempts, user.id, () => passwords.verify(user, password));
    if (isRight === undefined) return err("rate_limited");
    if (!isRight || user.disabled) {
      await failures.add(challenged);
      return err("incorrect_password");
    }
    await failures.end(challenged);
    return ok();
  };
}
