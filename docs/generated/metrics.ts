import { table } from "./reference.ts";

/** A metric as the server's registry describes it. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly labelNames: readonly string[];
}

/** `docs/metrics.md`: what `GET /metrics` answers. */
export const metricsPage = (metrics: readonly Metric[]) => `\
<!-- Generated from the server's own registry by \`pnpm generate\`; not to be edited. -->

# Metrics

What \`GET /metrics\` of the private listener answers. [Monitoring](monitoring.md) says how to get at it and what to watch.

A histogram has three kinds of series: \`…_bucket\`, \`…_sum\` and \`…_count\`. Labels hold names of the contract and of the code, never
anything that a caller sent; invented action names make no series ([test](../testapp/promises/metrics.test.ts)).

## Tiauth

${rows(metrics.filter(({ name }) => name.startsWith("tiauth_")))}

## The process

From the library [prom-client](https://github.com/siimon/prom-client).

${rows(metrics.filter(({ name }) => !name.startsWith("tiauth_")))}
`;

const rows = (metrics: readonly Metric[]) =>
  table(
    ["metric", "type", "labels", ""],
    metrics
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map(({ name, type, labelNames, help }) => [
        `\`${name}\``,
        type,
        labelNames.map((label) => `\`${label}\``).join(", "),
        help,
      ]),
  );
