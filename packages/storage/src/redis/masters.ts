import type { Request } from "./connection.ts";
import type { Reply } from "./reply.ts";

/** One that has some of the keys, or all. */
export interface Master {
  /** Its address. */
  readonly name: string;
  send(request: Request): Promise<Reply>;
}

/** Those who have the keys, whoever they are right now. */
export interface Masters {
  /**
   * Sends what concerns this key to the one that has it.
   *
   * @throws {StorageError} `unavailable` if it cannot be reached, `not_durable` if replicas did not confirm a write.
   * @throws {ConnectionLost} and {ErrorReply} as a connection does.
   */
  send(key: string, request: Request): Promise<Reply>;
  /** All of them, by name. */
  all(): readonly Master[];
  /** Ends all connections. */
  close(): void;
}
