/**
 * What became of a mail:
 * - `refused`: not taken, and would not be the next time either
 * - `not_taken`: surely not taken
 * - `unknown`: not taken if it had not gone out yet, else nobody knows
 */
export type MailFate = "refused" | "not_taken" | "unknown";

/** A mail was not handed over, as far as is known. The message says what happened; never an address, a code, or the words of a server. */
export class EmailError extends Error {
  override readonly name = "EmailError";
  /** The SMTP reply code or the HTTP status, where there was one. */
  readonly responseCode: number | undefined;
  readonly fate: MailFate;

  constructor(message: string, responseCode?: number, fate: MailFate = "unknown") {
    super(message);
    this.responseCode = responseCode;
    this.fate = fate;
  }
}

/** It was about the recipient's address, which is whatever the caller typed: nothing is wrong with the mail server. */
export class RecipientRefused extends EmailError {}
