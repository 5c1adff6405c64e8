import type { Declarations } from "../declare.ts";
import { anyText, format, oneOf, wholeNumber } from "../formats.ts";

const storageUrl = format('"memory:" (postgres:// and redis:// are not available in this version)', (text) =>
  text === "memory:" ? text : undefined,
);

/** Where records live, and how the process runs. */
export const storageSettings = {
  dbPath: {
    variable: "DB_PATH",
    format: anyText,
    fallback: "./db.sqlite",
    description: "The SQLite file; `:memory:` forgets everything at the end.",
  },
  storageUrl: {
    variable: "STORAGE_URL",
    format: storageUrl,
    description: "Another storage instead of SQLite: `memory:` forgets everything at the end.",
  },
  sqliteSynchronous: {
    variable: "SQLITE_SYNCHRONOUS",
    format: oneOf("full", "normal"),
    fallback: "full",
    description: "`full` keeps every answered write through a power failure, `normal` is faster.",
  },
  workers: {
    variable: "WORKERS",
    format: wholeNumber(1, 64),
    fallback: "1",
    description: "Processes that share the port and the SQLite file; one for each core that is free.",
  },
  logLevel: {
    variable: "LOG_LEVEL",
    format: oneOf("trace", "debug", "info", "warn", "error"),
    fallback: "info",
    description: "The least severe lines to write; `warn` silences the audit log.",
  },
  logFormat: {
    variable: "LOG_FORMAT",
    format: oneOf("json", "pretty"),
    shownFallback: "json, pretty on a terminal",
    description: "`json` writes one object a line.",
  },
} as const satisfies Declarations;
