import { type Availability, type Engine, postgresAvailability, startPostgres } from "@tiauth/engines";

/** An engine that several servers can share, a real one. */
export interface StorageEngine {
  readonly name: string;
  /** Behind the name in a title: why the suite is skipped; empty if it is not. */
  readonly reason: string;
  /** Starts one that may be killed, with settings under which the docs promise that nothing answered is lost. */
  start(): Promise<Engine>;
}

const reasonOf = (availability: Availability) => (availability === "here" ? "" : ` (skipped: ${availability})`);

/** For `describe.skipIf(engine.reason)(`on ${engine.name}${engine.reason}`, …)`. */
export const storageEngines: readonly StorageEngine[] = [
  { name: "Postgres", reason: reasonOf(postgresAvailability()), start: () => startPostgres({ origin: "own" }) },
];
