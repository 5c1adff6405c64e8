import type { ServeFlags } from "../commands/serve-flags.ts";
import type { ProcessFigures } from "../metrics/index.ts";
import type { Sources } from "../settings/sources.ts";

/** What a worker needs to know to start. */
export interface Brief {
  /** As the primary has read them: a file that was edited since must not make workers that differ. */
  readonly sources: Sources;
  readonly flags: Pick<ServeFlags, "keepAlive" | "enableReset">;
  /** Whether to ask the mail server before anything else: once is enough. */
  readonly isMailServerAsked: boolean;
}

/** What the primary asks of a worker. */
export type WorkerCalls = {
  /** Takes requests from now on. Answers the port of the public listener. @throws {StartError} */
  readonly start: (brief: Brief) => Promise<number>;
  /** Sweeps and delivers from now on, which one worker does for all. */
  readonly lead: () => Promise<void>;
  /** There is something in the outbox: for the one who leads. */
  readonly deliver: () => Promise<void>;
  readonly figures: () => Promise<ProcessFigures>;
  /** Empties the storage. Answered when all have forgotten what was in it. */
  readonly clear: () => Promise<void>;
  /** Forgets what it remembers: another worker has emptied the storage. */
  readonly forget: () => Promise<void>;
  /** Takes no more requests, and answers those under way. */
  readonly drain: () => Promise<void>;
  /** Gives everything back and ends. The end of the process is the answer. */
  readonly leave: () => Promise<void>;
};

/** What a worker asks of the primary. */
export type PrimaryCalls = {
  /** It listens to the primary from now on. */
  readonly hello: () => void;
  /** What an operator should know about the engine of a storage, which all workers find out. */
  readonly warn: (message: string) => void;
  /** There is something in the outbox. */
  readonly deliver: () => void;
  /** It has emptied the storage. Answered when all others have forgotten what was in it. */
  readonly cleared: () => Promise<void>;
  /** Answered when a password may be hashed: workers together hash as many as one process would. */
  readonly takeHashingTurn: () => Promise<void>;
  readonly giveHashingTurnBack: () => void;
};
