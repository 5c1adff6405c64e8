/**
 * The breached-password service did not answer as it should have. The message says what happened, "answered 500" for
 * instance; never what was asked or answered.
 */
export class PwnedPasswordsError extends Error {
  override readonly name = "PwnedPasswordsError";

  constructor(what: string) {
    super(`the breached-password service ${what}`);
  }
}
