/** Nothing can be measured like this; the message says what to do. */
export class AuditError extends Error {
  override readonly name = "AuditError";
}
