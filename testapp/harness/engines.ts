import {
  type Availability,
  type Engine,
  postgresAvailability,
  redisAvailability,
  startPostgres,
  startRedis,
} from "@tiauth/engines";

/** An engine that several servers can share, a real one. */
export interface StorageEngine {
  readonly name: string;
  /** Why there is none on this machine, for the end of a title: ` (skipped: …)`. Empty if there is one. */
  readonly missing: string;
  /** Starts it, or uses the one that the environment names. */
  start(): Promise<Engine>;
  /** Starts one that may be killed, with settings under which nothing that was answered may be lost by that. */
  startMortal(): Promise<Engine>;
}

const missing = (availability: Availability) => (availability === "here" ? "" : ` (skipped: ${availability})`);

const engines: readonly StorageEngine[] = [
  {
    name: "Postgres",
    missing: missing(postgresAvailability()),
    start: startPostgres,
    startMortal: () => startPostgres({ origin: "own", fsync: "on" }),
  },
  {
    name: "Redis",
    missing: missing(redisAvailability()),
    start: startRedis,
    startMortal: () => startRedis({ origin: "own", appendFsync: "always" }),
  },
];

/** For `describe.each(storageEngines)("on %s", …)`, in which everything is skipped where the engine is missing. */
export const storageEngines = engines.map((engine) => [`${engine.name}${engine.missing}`, engine] as const);
