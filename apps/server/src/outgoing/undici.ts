import { createRequire } from "node:module";
import type * as undici from "undici";

const load = createRequire(import.meta.url);

/*
 * Of undici what calls to one origin need, and nothing else: its index loads `fetch`, WebSockets, caches and mocks too, a
 * seventh of the memory of an idle server. These paths are no documented way in: the version is exact, and a test says that
 * what is behind them is the index's own.
 */
export const Pool: typeof undici.Pool = load("undici/lib/dispatcher/pool.js");
export const buildConnector: typeof undici.buildConnector = load("undici/lib/core/connect.js");
export const errors: typeof undici.errors = load("undici/lib/core/errors.js");
