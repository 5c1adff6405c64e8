import { memoryStorage } from "@tiauth/storage/memory";
import { expect, it } from "vitest";
import { runOperations } from "./operations.ts";
import { storeCopies } from "./stored.ts";

const sample = { key: `session.${"a".repeat(24)}`, value: Buffer.from("Ann's").toString("base64"), livesSeconds: 3600 };
const forLong = { seconds: 60, atOnce: 4 };

it("copies are stored under keys of their own, of the same kind and length, as long as the original lives", async () => {
  const driver = memoryStorage();
  const { keys } = await storeCopies(driver, sample, 1200);
  expect(new Set(keys).size).toBe(1200);
  expect(driver.count()).toBe(1200);
  expect(keys.filter((key) => !/^session\.[a-z2-9]{24}$/.test(key))).toEqual([]);
  expect(Buffer.from(driver.get(keys[1199] ?? "")?.value ?? "").toString()).toBe("Ann's");
  expect(driver.deleteExpired(new Date(Date.now() + 3590_000), 2000)).toBe(0);
  expect(driver.deleteExpired(new Date(Date.now() + 3610_000), 2000)).toBe(1200);
});

it("entries are read, added and replaced, as many as were asked for, and each is timed", async () => {
  const driver = memoryStorage();
  const stored = await storeCopies(driver, sample, 8);
  expect(await runOperations(driver, stored, { operation: "get", most: 100, ...forLong })).toMatchObject({
    count: 100,
  });

  const added = await runOperations(driver, stored, { operation: "add", most: 20, ...forLong });
  expect([added.count, driver.count()]).toEqual([20, 28]);
  expect(added.p99Milliseconds).toBeGreaterThanOrEqual(added.p50Milliseconds);

  await runOperations(driver, stored, { operation: "update", most: 24, ...forLong });
  expect(stored.keys.map((key) => driver.get(key)?.counter)).toEqual(Array(8).fill(3));
});

it("it ends when the time is over", async () => {
  const driver = memoryStorage();
  const stored = await storeCopies(driver, sample, 8);
  const { seconds } = await runOperations(driver, stored, { operation: "get", seconds: 0.01, atOnce: 4 });
  expect(seconds).toBeGreaterThanOrEqual(0.01);
});

it("a storage that does not do what it says is found out", async () => {
  const driver = memoryStorage();
  const stored = await storeCopies(driver, sample, 8);
  driver.update(stored.keys[3] ?? "", stored.entry, 0);
  const updating = runOperations(driver, stored, { operation: "update", most: 8, ...forLong });
  await expect(updating).rejects.toThrow("update went wrong");
  driver.clear();
  await expect(runOperations(driver, stored, { operation: "get", most: 8, ...forLong })).rejects.toThrow(
    "get went wrong",
  );
});
