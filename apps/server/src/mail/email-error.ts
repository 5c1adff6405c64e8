/** A mail was not handed over. The message says what happened; never an address, a code, or the words of a server. */
export class EmailError extends Error {
  override readonly name = "EmailError";
  /** The SMTP reply code or the HTTP status, where there was one. */
  readonly responseCode: number | undefined;

  constructor(message: string, responseCode?: number) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** It was about the recipient's address, which is whatever the caller typed: nothing is wrong with the mail server. */
export class RecipientRefused extends EmailError {}
