/**
 * Thrown by a handler when another request changed the same record first: Tiauth is answered `internal_conflict`, and may
 * try again. It is no accident and is not reported.
 */
export class Conflict extends Error {
  override readonly name = "Conflict";
}
