import * as fc from "fast-check";
import type { StorageDriver } from "../src/driver.ts";
import type { StorageModel } from "./storage-model.ts";

/** Few, so that commands meet. */
export const keys = ["a", "a.b", "ключ", "k".repeat(255)];
const key = fc.constantFrom(...keys);
const value = fc.uint8Array({ maxLength: 6 });
const time = fc.integer({ min: -5, max: 5 }).map((seconds) => new Date(Date.UTC(2030, 0, 1) + seconds * 1000));

/** Anything that can be done to a storage, one after the other. */
export const commands = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant("add" as const), key, value, expiresAt: time }) },
    // A `lag` of 0 is the counter that the entry has now.
    {
      weight: 6,
      arbitrary: fc.record({ does: fc.constant("update" as const), key, value, expiresAt: time, lag: fc.nat(2) }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constant("delete" as const), key }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant("deleteExpired" as const), time, limit: fc.nat(3) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constantFrom("clear" as const, "reopen" as const) }) },
  ),
  { maxLength: 30 },
);
type Command = typeof commands extends fc.Arbitrary<(infer C)[]> ? C : never;

type Target = Pick<StorageDriver, "add" | "update" | "delete" | "deleteExpired" | "clear">;

/** The answer of the driver, or of the model itself. Counters are those of the model. */
export function perform(target: Target, model: StorageModel, command: Command): unknown {
  switch (command.does) {
    case "add":
      return target.add(command.key, command);
    case "update":
      return target.update(command.key, command, Math.max(0, model.counterOf(command.key) - command.lag));
    case "delete":
      return target.delete(command.key);
    case "deleteExpired":
      return target.deleteExpired(command.time, command.limit);
    case "clear":
      return target.clear();
    case "reopen":
      return undefined;
  }
}
