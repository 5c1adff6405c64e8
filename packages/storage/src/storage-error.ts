/**
 * - `unavailable`: missing, not permitted, disk trouble, or locked by another process while it was opened
 * - `refused`: its URL cannot be used, or it does not let this user in: waiting does not help
 * - `damaged`: not a database, or a broken one
 * - `foreign`: somebody else's database
 * - `newer_schema`: written by a later version
 * - `not_durable`: would not keep what it has answered
 * - `locked`: another program holds the lock; reads go on
 * - `disk_full`: no room for a write; reads go on
 * - `moved`: moved, deleted or replaced while it was open
 */
export type StorageErrorCode =
  | "unavailable"
  | "refused"
  | "damaged"
  | "foreign"
  | "newer_schema"
  | "not_durable"
  | "locked"
  | "disk_full"
  | "moved";

/** A storage that cannot be opened, read or written. The message says what to do next; nothing was changed. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
