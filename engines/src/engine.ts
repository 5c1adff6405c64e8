/** A real storage engine on this machine, for tests and benchmarks. */
export interface Engine {
  /** Where it listens, as a storage URL: what is there is shared by all who use this engine. */
  readonly url: string;
  /** An empty database (Postgres) or prefix (Redis) of its own, as a storage URL. */
  freshUrl(): Promise<string>;
  /** Ends it by SIGKILL. @throws {Error} if it was started by somebody else. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with the same data. Resolves when it answers. @throws {Error} as `kill`. */
  restart(): Promise<void>;
  /** Ends it and removes what it wrote. An engine of somebody else only loses what `freshUrl` made. */
  stop(): Promise<void>;
}

/** `"here"`, or why the engine cannot be started: what a test that is skipped says. */
export type Availability = "here" | (string & {});
