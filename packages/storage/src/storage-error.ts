/**
 * - `unavailable`: missing, not permitted, locked by another process, disk trouble
 * - `damaged`: not a database, or a broken one
 * - `foreign`: somebody else's database
 * - `newer_schema`: written by a later version
 * - `not_durable`: would not keep what it has answered
 */
export type StorageErrorCode = "unavailable" | "damaged" | "foreign" | "newer_schema" | "not_durable";

/** A storage that cannot be opened. The message says what to do next; nothing was changed. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
