/** Someone else changed the entry first. Answered as `internal_conflict`: the caller may try again. */
export class Conflict extends Error {
  override readonly name = "Conflict";
}
