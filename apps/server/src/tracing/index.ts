export { checkTracing } from "./check-tracing.ts";
export { isTracingAsked } from "./endpoint.ts";
export { startTracing, type Tracing } from "./start-tracing.ts";
