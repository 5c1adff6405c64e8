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
