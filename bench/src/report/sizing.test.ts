import { expect, it } from "vitest";
import type { ScenarioResult } from "./results.ts";
import { sizesOf } from "./sizing.ts";

const scenario = (name: string, cpuMicroseconds: number): ScenarioResult => ({
  name,
  ...{ title: "", about: "", unit: "requests", figures: ["cpuMicroseconds"] },
  entrants: [
    {
      name: "Tiauth",
      figures: { cpuMicroseconds: { median: cpuMicroseconds, min: 0, max: 0, rounds: [cpuMicroseconds] } },
    },
  ],
});

it("what is needed grows with the users: looks and sign-ins at the busiest second, half of the cores left free", () => {
  const sizes = sizesOf([scenario("get-session", 20), scenario("user-server-asked", 60), scenario("sign-in", 50_000)]);
  const million = sizes.at(-1);
  expect(million?.dailyUsers).toBe(1_000_000);
  // 200 looks and 0.2 sign-ins a day, five times as many at the busiest second as on average.
  expect(million?.looksPerSecond).toBeCloseTo(11_574, 0);
  expect(million?.signInsPerSecond).toBeCloseTo(11.57, 2);
  expect(million?.cores).toBeCloseTo((11_574 * 20e-6 + 11.57 * 0.05) * 2, 2);
  expect(million?.coresAsking).toBeCloseTo((11_574 * 60e-6 + 11.57 * 0.05) * 2, 2);
  expect(sizes[0]?.cores).toBeCloseTo((million?.cores ?? 0) / 1000, 4);
});

it("nothing is said of cores where the scenarios were not run", () => {
  expect(sizesOf([]).map(({ cores, coresAsking }) => [cores, coresAsking])).toEqual(
    Array(4).fill([undefined, undefined]),
  );
});
