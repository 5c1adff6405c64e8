import { medianOf, type ScenarioResult } from "./results.ts";

/** What an application of that size needs, at its busiest second. */
export interface Size {
  /** Different users in a day. */
  readonly dailyUsers: number;
  readonly looksPerSecond: number;
  readonly signInsPerSecond: number;
  /** Of this machine, half of each left free; undefined if the scenarios that tell were not run. */
  readonly cores: number | undefined;
  /** The same with the user's state asked for each time. */
  readonly coresAsking: number | undefined;
}

/** How much people do: the page says so. */
export const habits = { looksPerDay: 200, signInsPerDay: 0.2, busiest: 5, share: 0.5 } as const;

const secondsPerDay = 86_400;

/** A table from small to large, reckoned from the CPU time that a look and a sign-in cost here. */
export function sizesOf(scenarios: readonly ScenarioResult[]): readonly Size[] {
  const cpu = (scenario: string) => medianOf(scenarios, { scenario, entrant: "Tiauth", figure: "cpuMicroseconds" });
  const [look, asking, signIn] = [cpu("get-session"), cpu("user-server-asked"), cpu("sign-in")];

  return [1000, 10_000, 100_000, 1_000_000].map((dailyUsers) => {
    const perSecond = (perDay: number) => (dailyUsers * perDay * habits.busiest) / secondsPerDay;
    const [looksPerSecond, signInsPerSecond] = [perSecond(habits.looksPerDay), perSecond(habits.signInsPerDay)];
    const coresOf = (lookMicroseconds: number | undefined) =>
      lookMicroseconds === undefined || signIn === undefined
        ? undefined
        : (looksPerSecond * lookMicroseconds + signInsPerSecond * signIn) / 1e6 / habits.share;
    return { dailyUsers, looksPerSecond, signInsPerSecond, cores: coresOf(look), coresAsking: coresOf(asking) };
  });
}
