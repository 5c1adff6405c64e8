export type { ProcessFigures } from "./figures.ts";
export { createMetrics, type Metrics } from "./metrics.ts";
