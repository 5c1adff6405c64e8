/** One sample of a scrape. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A scrape as Prometheus reads it. */
export interface Scrape {
  readonly samples: readonly Sample[];
  /** `counter`, `gauge`, `histogram` or `summary`, by the metric's name. */
  readonly types: ReadonlyMap<string, string>;
  /** The one sample with this name and at least these labels; undefined if there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
}

const help = /^# HELP ([a-z_:][a-z0-9_:]*) (.+)$/;
const type = /^# TYPE ([a-z_:][a-z0-9_:]*) (counter|gauge|histogram|summary)$/;
const sample = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (-?[0-9.]+(?:e[+-]?[0-9]+)?|[+-]Inf|NaN|Nan)$/;
const label = /([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * Reads Prometheus' text format 0.0.4, as strictly as it is written down.
 *
 * @throws {Error} naming the first line that is not of it, or the first series that is there twice.
 */
export function parseScrape(text: string): Scrape {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split("\n").filter(Boolean)) {
    const [, named, kind] = type.exec(line) ?? [];
    if (named && types.has(named)) throw new Error(`two types: ${line}`);
    if (named && kind) types.set(named, kind);
    else if (!help.test(line)) samples.push(parseSample(line, types));
  }
  const series = samples.map(({ name, labels }) => JSON.stringify([name, Object.entries(labels).toSorted()]));
  const twice = series.find((text, index) => series.indexOf(text) !== index);
  if (twice) throw new Error(`twice: ${twice}`);
  return { samples, types, value: (name, labels = {}) => find(samples, name, labels)?.value };
}

function parseSample(line: string, types: ReadonlyMap<string, string>): Sample {
  const [, name, labels = "", value = ""] = sample.exec(line) ?? [];
  if (!name) throw new Error(`not a sample: ${line}`);
  if (!types.has(name) && !types.has(name.replace(/_(bucket|sum|count)$/, ""))) throw new Error(`no type: ${line}`);
  return { name, labels: parseLabels(labels), value: Number(value.replace("Inf", "Infinity").replace("Nan", "NaN")) };
}

function parseLabels(text: string): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (let at = 0; at < text.length; at = label.lastIndex) {
    label.lastIndex = at;
    const [, name, value = ""] = label.exec(text) ?? [];
    if (!name) throw new Error(`not labels: ${text}`);
    labels[name] = value.replace(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : escaped));
  }
  return labels;
}

const find = (samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>>) =>
  samples.find(
    (candidate) =>
      candidate.name === name && Object.entries(labels).every(([key, value]) => candidate.labels[key] === value),
  );
