import { medianOf, type ScenarioResult } from "./results.ts";

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly isOurs: boolean;
}

interface Group {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const groups = [
  { scenario: "get-session", title: "get_session per second, one core" },
  { scenario: "sign-in", title: "Sign-ins per second, one core" },
] as const;

const [width, labelWidth, barHeight, rowHeight, titleHeight] = [720, 200, 16, 24, 36];

/** The two figures that matter most, as bars; each group has a scale of its own. Follows the reader's colour scheme. */
export function toSvg(scenarios: readonly ScenarioResult[]): string {
  let top = 8;
  const parts = groups.map((group) => {
    const { markup, height } = draw({ title: group.title, bars: barsOf(scenarios, group.scenario) }, top);
    top += height;
    return markup;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" role="img" aria-label="${groups.map(({ title }) => title).join("; ")}">`,
    `<style>${style}</style>`,
    ...parts,
    "</svg>\n",
  ].join("\n");
}

const style =
  "text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}.bar{fill:#9aa4af}.ours{fill:#0e6a5b}" +
  "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.bar{fill:#6e7681}.ours{fill:#3fb59f}}";

const barsOf = (scenarios: readonly ScenarioResult[], scenario: string): readonly Bar[] =>
  (scenarios.find(({ name }) => name === scenario)?.entrants ?? []).map(({ name }) => ({
    label: name,
    value: medianOf(scenarios, { scenario, entrant: name, figure: "perSecond" }) ?? 0,
    isOurs: name.startsWith("Tiauth"),
  }));

function draw({ title, bars }: Group, top: number) {
  const largest = Math.max(1, ...bars.map(({ value }) => value));
  const room = width - labelWidth - 90;
  const lines = bars.map(({ label, value, isOurs }, index) => {
    const y = top + titleHeight + index * rowHeight;
    const length = Math.max(1, (value / largest) * room);
    return [
      `<text x="${labelWidth - 8}" y="${y + 13}" text-anchor="end">${escaped(label)}</text>`,
      `<rect class="${isOurs ? "ours" : "bar"}" x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${barHeight}" rx="2"/>`,
      `<text x="${(labelWidth + length + 6).toFixed(1)}" y="${y + 13}">${shown(value)}</text>`,
    ].join("");
  });
  return {
    markup: [`<text class="title" x="8" y="${top + 20}">${escaped(title)}</text>`, ...lines].join("\n"),
    height: titleHeight + bars.length * rowHeight + 12,
  };
}

const shown = (value: number) => value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
