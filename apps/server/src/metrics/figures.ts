import { loadAggregator, type Registry } from "./prom-client.ts";

/** All figures of one process, as they travel to another. */
export type ProcessFigures = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

/** One scrape of several processes: each figure as its metric says, the sum if it says nothing. */
export async function scrapeAll(processes: readonly ProcessFigures[]) {
  const registry = loadAggregator().aggregate(processes.map((figures) => figures.map(worstForMean)));
  return { contentType: registry.contentType, text: await registry.metrics() };
}

/** A mean over processes would hide the one whose event loop is held up. */
const worstForMean = (metric: ProcessFigures[number]): ProcessFigures[number] =>
  metric.aggregator === "average" ? { ...metric, aggregator: "max" } : metric;

/** What stays true of processes that have ended: what they counted, not what they were like. */
export function countsOf(processes: readonly ProcessFigures[]): Promise<ProcessFigures> {
  const isCount = ({ type }: ProcessFigures[number]) => ["counter", "histogram"].includes(String(type));
  return loadAggregator()
    .aggregate(processes.map((figures) => figures.filter(isCount)))
    .getMetricsAsJSON();
}
