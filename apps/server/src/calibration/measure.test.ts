import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { measureHashing } from "./measure.ts";

test("each concurrency is measured with so many hashes under way, and never with more", async () => {
  const mostByConcurrency: number[] = [];
  let [underWay, most] = [0, 0];
  const hash = async () => {
    underWay++;
    most = Math.max(most, underWay);
    await turn();
    underWay--;
  };
  for (const concurrency of [1, 3]) {
    most = 0;
    const [measurement] = await measureHashing({ concurrencies: [concurrency], hash, seconds: 0.02 });
    mostByConcurrency.push(most);
    expect(measurement?.concurrency).toBe(concurrency);
    expect(measurement?.hashesPerSecond).toBeGreaterThan(0);
    expect(measurement?.millisecondsEach).toBeCloseTo((concurrency * 1000) / (measurement?.hashesPerSecond ?? 0));
  }
  expect(mostByConcurrency).toEqual([1, 3]);
});

test("the memory of hashes that are under way is seen", async () => {
  const hash = async () => {
    const memory = Buffer.alloc(64 * 1024 ** 2, 1);
    await turn();
    return memory.length;
  };
  const [measurement] = await measureHashing({ concurrencies: [1], hash, seconds: 0.2 });
  expect(measurement?.memoryMiB).toBeGreaterThan(32);
});

test("what cannot be hashed cannot be measured", async () => {
  const hash = () => Promise.reject(new Error("no memory"));
  await expect(measureHashing({ concurrencies: [1], hash, seconds: 1 })).rejects.toThrow("no memory");
});
