import { parseStorageUrl, storageUrlDemand, storageUrlForms } from "../../storage/storage-url.ts";
import type { Declarations } from "../declare.ts";
import { anyText, format, oneOf, wholeNumber } from "../formats.ts";

const storageUrl = format(storageUrlDemand, (text) => parseStorageUrl(text.trim()));

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
    shownFallback: "sqlite:DB_PATH",
    isSecret: true,
    description: `Where records are kept: ${storageUrlForms}.`,
  },
  rateLimitStorageUrl: {
    variable: "RATE_LIMIT_STORAGE_URL",
    format: storageUrl,
    shownFallback: "TIAUTH_STORAGE_URL",
    isSecret: true,
    description: "Where limits are kept, if not beside the records.",
  },
  sqliteSynchronous: {
    variable: "SQLITE_SYNCHRONOUS",
    format: oneOf("full", "normal"),
    fallback: "full",
    description: "`full` keeps every answered write through a power failure, `normal` is faster.",
  },
  postgresUnlogged: {
    variable: "POSTGRES_UNLOGGED",
    format: oneOf("none", "limits", "all"),
    fallback: "none",
    description:
      "What Postgres keeps in an unlogged table, which is faster, and empty after its crash or fail-over: `limits`, if they have a database of their own, or `all`.",
  },
  postgresConnections: {
    variable: "POSTGRES_CONNECTIONS",
    format: wholeNumber(1, 1000),
    fallback: "10",
    description: "Connections to Postgres at most, of each process.",
  },
  workers: {
    variable: "WORKERS",
    format: wholeNumber(1, 64),
    fallback: "1",
    description: "Processes that share the port and the storage; one for each core that is free.",
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
