import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "@tiauth/engines";
import { memoryStorage } from "@tiauth/storage/memory";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { storageEngines } from "../harness/engines.ts";
import { type Clients, startClients } from "../history/clients.ts";
import { findInexplicable } from "../history/linearizable.ts";
import { type RemoteStorage, startRemoteStorage } from "../history/remote-storage.ts";
import { report } from "./report.ts";

const [clients, count, kills] = [20, 10_000, 5];

/** Two processes that hold one storage; each client asks one of them. */
interface Holders {
  readonly storageOf: (client: number) => RemoteStorage;
  /** Kills one of them and starts another in its place. */
  replaceOne(): Promise<void>;
  close(): Promise<void>;
}

async function startHolders(url: string): Promise<Holders> {
  const start = () => startRemoteStorage(url);
  let [one, other] = [await start(), await start()];
  return {
    storageOf: (client) => (client % 2 === 0 ? one : other),
    replaceOne: async () => {
      await one.kill();
      one = await start();
    },
    close: async () => {
      await Promise.all([one.kill(), other.kill()]);
    },
  };
}

/** Does something so many times, evenly over the history. */
async function meanwhile({ answered }: Clients, work: () => Promise<void>): Promise<void> {
  for (let time = 1; time <= kills; time++) {
    await expect.poll(answered, { timeout: 60_000, interval: 5 }).toBeGreaterThan((time * count) / (kills + 1));
    await work();
  }
}

/** What was seen is reported, and has to be explained by an order of one after the other, key by key. */
async function expectOrder(what: string, { history }: Clients): Promise<void> {
  const byKey = [...(await history).values()];
  const inexplicable = byKey.flatMap((seen) => findInexplicable(seen) ?? []);
  const seen = byKey.flat();
  const answered = seen.filter((one) => one.answered).length;
  const measured = `${inexplicable.length} of ${answered}`;
  report({ promise: "O5", what: `answers that no order explains: ${what}`, measured, limit: "0" });
  expect(inexplicable).toEqual([]);
  expect(answered).toBeGreaterThan(count);
}

it("O5: memory: what 20 clients see is what comes of doing one thing after the other", async () => {
  const storage = memoryStorage();
  await expectOrder("memory", startClients({ clients, count, storageOf: () => storage }));
});

describe("O5: SQLite: what 20 clients on two processes see is what comes of doing one thing after the other", () => {
  let directory: string;
  let holders: Holders;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "tiauth-history-"));
    holders = await startHolders(`sqlite:${join(directory, "db.sqlite")}`);
  });
  afterAll(async () => {
    await holders.close();
    rmSync(directory, { recursive: true });
  });

  it("on a good day", () => expectOrder("SQLite", startClients({ clients, count, ...holders })));

  it(`while one of the processes is killed ${kills} times`, async () => {
    const started = startClients({ clients, count, ...holders });
    await meanwhile(started, holders.replaceOne);
    await expectOrder(`SQLite, a process killed ${kills} times`, started);
  });
});

describe.each(storageEngines)(
  "O5: %s: what 20 clients on two processes see is what comes of doing one thing after the other",
  (_, { name, missing, startMortal }) => {
    let engine: Engine;
    let holders: Holders;
    beforeAll(async () => {
      if (missing) return;
      engine = await startMortal();
      holders = await startHolders(await engine.freshUrl());
    });
    afterAll(async () => {
      await holders?.close();
      await engine?.stop();
    });

    it.skipIf(missing)("on a good day", () => expectOrder(name, startClients({ clients, count, ...holders })));

    it.skipIf(missing)(`while it is killed and started again ${kills} times`, async () => {
      const started = startClients({ clients, count, ...holders });
      await meanwhile(started, async () => {
        await engine.kill();
        await engine.restart();
      });
      await expectOrder(`${name}, killed ${kills} times`, started);
    });
  },
);
