export type { Looks } from "./looks.ts";
export { type NextAdapter, type NextAdapterOptions, nextAdapter } from "./next-adapter.ts";
