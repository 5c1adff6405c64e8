/** The server cannot start. The message says why, and how to mend it. */
export class StartError extends Error {
  override readonly name = "StartError";
}
