import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { commands, keys, perform } from "../testing/commands.ts";
import { storageModel } from "../testing/storage-model.ts";
import type { SyncStorageDriver } from "./driver.ts";
import { memoryStorage } from "./memory.ts";
import { openSqliteStorage, type SqliteStorage } from "./sqlite/index.ts";

const directory = mkdtempSync(join(tmpdir(), "tiauth-storage-model-"));
const path = join(directory, "db.sqlite");
const memory = memoryStorage();
let sqlite = openSqliteStorage({ path });
afterAll(() => {
  sqlite.close();
  rmSync(directory, { recursive: true });
});
function reopenSqlite() {
  sqlite.close();
  sqlite = openSqliteStorage({ path });
}

/** What reads at once. */
type Driver = SyncStorageDriver | SqliteStorage;
/** One driver for all runs: each begins by clearing it. */
const drivers = {
  memory: { current: (): Driver => memory, reopen() {}, numRuns: 2000 },
  SQLite: { current: (): Driver => sqlite, reopen: reopenSqlite, numRuns: 200 },
};

const held = (storage: Pick<Driver, "get">) =>
  keys.map((key) => {
    const stored = storage.get(key);
    return stored && { value: [...stored.value], counter: stored.counter };
  });

describe.each(Object.entries(drivers))("O5: the %s driver", (_, { current, reopen, numRuns }) => {
  it("answers and holds what a map would, whatever is done to it", { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(commands, async (sequence) => {
      const model = storageModel();
      const answers: unknown[] = [];
      const expected: unknown[] = [];
      current().clear();
      for (const command of sequence) {
        if (command.does === "reopen") reopen();
        answers.push(perform(current(), model, command));
        expected.push(perform(model, model, command));
        if (command.does === "deleteExpired")
          model.wasLeftWith(
            keys.filter((key) => current().get(key)),
            command.time,
          );
        expect(held(current())).toEqual(held(model)); // at once, whenever it is answered
      }
      expect(await Promise.all(answers)).toEqual(expected);
      expect(held(current())).toEqual(held(model));
    });
    await fc.assert(property, { numRuns });
  });

  it("counts every update of callers who overtake each other, in any order", { timeout: 60_000 }, async () => {
    const callers = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 4 });
    const property = fc.asyncProperty(fc.scheduler(), callers, async (scheduler, callers) => {
      const entryOf = (count: number) => ({ value: Uint8Array.of(count), expiresAt: new Date(0) });
      current().clear();
      await current().add("a", entryOf(0));
      const get = scheduler.scheduleFunction(async () => current().get("a"));
      const update = scheduler.scheduleFunction(async (count: number, counter: number) =>
        current().update("a", entryOf(count), counter),
      );
      let won = 0;
      const increment = async (times: number) => {
        for (let turn = 0; turn < times; turn++) {
          const stored = await get();
          if (stored && (await update((stored.value[0] ?? 0) + 1, stored.counter))) won += 1;
        }
      };
      await scheduler.waitFor(Promise.all(callers.map(increment)));
      expect(held(current())[0]).toEqual({ value: [won], counter: won });
      expect(won).toBeGreaterThan(0);
    });
    await fc.assert(property, { numRuns: numRuns / 4 });
  });
});
