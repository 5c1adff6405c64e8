import { describe, expect, it } from "vitest";
import { summary } from "../scenarios/run-scenario.ts";
import { toSvg } from "./chart.ts";
import { written } from "./figures.ts";
import { judgeTargets } from "./judge-targets.ts";
import { scenarioTable, targetTable, toMarkdown } from "./markdown.ts";
import type { Results, ScenarioResult } from "./results.ts";

const getSession: ScenarioResult = {
  name: "get-session",
  title: "get_session",
  about: "About it.",
  unit: "requests",
  figures: ["perSecond", "p99Milliseconds"],
  entrants: [
    summary({ name: "Ceiling" }, [
      { perSecond: 60_000, p99Milliseconds: 2 },
      { perSecond: 50_000, p99Milliseconds: 1 },
      { perSecond: 40_000, p99Milliseconds: 3 },
    ]),
    summary({ name: "Tiauth" }, [{ perSecond: 35_000, p99Milliseconds: 4.5 }]),
    summary({ name: "Better Auth" }, [{ perSecond: 1000 }]),
  ],
};

describe("the table of a scenario", () => {
  const lines = scenarioTable(getSession).split("\n");

  it("has medians, spreads, and ratios of the first", () => {
    expect(lines[2]).toBe("| Ceiling | 50,000 (40,000 – 60,000) | 1.00 | 2.00 |");
    expect(lines[3]).toBe("| Tiauth | 35,000 | 0.70 | 4.50 |");
  });

  it("leaves open what was not measured", () => {
    expect(lines[4]).toBe("| Better Auth | 1,000 | 0.020 | – |");
  });

  it("names what is counted", () => {
    expect(lines[0]).toBe("|  | requests per second | ratio | p99 ms |");
  });
});

it("a handful a second is written with a digit more", () => {
  expect(written("perSecond", 23.456)).toBe("23.5");
  expect(written("perSecond", 23_456.7)).toBe("23,457");
});

describe("goals", () => {
  const targets = judgeTargets([getSession]);
  const starting = (start: string) => targets.find(({ what }) => what.startsWith(start));

  it("are judged by medians of the same run", () => {
    expect(starting("get_session, all remembered: share")).toMatchObject({ measured: "0.70", isMet: true });
    expect(starting("get_session, all remembered: p99")).toMatchObject({ measured: "2.25", isMet: false });
    expect(starting("get_session per second as a multiple of Better")).toMatchObject({ measured: "35.0", isMet: true });
  });

  it("are left open where their scenario was not run", () => {
    expect(starting("create_signin per second")).toMatchObject({ measured: "not measured", isMet: undefined });
  });

  it("are shown with enough digits to tell on which side of the limit they are", () => {
    const entrants = [
      summary({ name: "Ceiling" }, [{ perSecond: 10_000 }]),
      summary({ name: "Tiauth" }, [{ perSecond: 6996 }]),
    ];
    expect(judgeTargets([{ ...getSession, entrants }])[0]).toMatchObject({ measured: "0.6996", isMet: false });
  });

  it("are shown with their verdict", () => {
    const lines = targetTable(targets).split("\n");
    expect(lines[2]).toMatch(/\| 1 \| .*: at least 0.7 \| 0.70 \| met \|/);
    expect(lines[3]).toMatch(/not measured \| – \|$/);
    expect(lines[4]).toMatch(/\| \*\*not met\*\* \|$/);
  });

  it("cover lines 1 to 8", () => {
    expect(new Set(targets.map(({ line }) => line))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
  });
});

it("the page has the goals, every scenario, and what it was made on", () => {
  const results: Results = {
    at: "2026-01-02T03:04:05.000Z",
    machine: { Cores: "2" },
    versions: { "Node.js": "20.20.2" },
    rounds: 3,
    scenarios: [getSession],
    targets: judgeTargets([getSession]),
    profile: [{ name: "open records.js:42", share: 0.125 }],
  };
  const page = toMarkdown(results);
  for (const text of [
    "2026-01-02",
    "Cores 2",
    "Node.js 20.20.2",
    "3 rounds",
    "## Goals",
    "## get_session",
    "About it.",
    "| `open records.js:42` | 12.5 % |",
  ])
    expect(page).toContain(text);
});

describe("the chart", () => {
  const svg = toSvg([getSession]);

  it("has a bar for each entrant, as long as its share of the largest", () => {
    const lengths = Array.from(svg.matchAll(/<rect[^>]* width="([\d.]+)"/g), ([, length]) => Number(length));
    expect(lengths).toHaveLength(3);
    expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeCloseTo(0.7, 2);
  });

  it("writes names as text, whatever is in them", () => {
    const [first] = getSession.entrants;
    const entrants = [{ ...first, name: 'a & <b "c">', figures: first?.figures ?? {} }];
    expect(toSvg([{ ...getSession, entrants }])).toContain("a &amp; &lt;b &quot;c&quot;&gt;");
  });
});
