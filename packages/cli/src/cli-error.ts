/** Why something could not be done; every message says what to do about it. */
export type CliErrorCode =
  /** Ctrl-C, or the end of the input. `login` goes on where it was when it is called again. */
  | "cancelled"
  /** The sign-in was denied on the page behind the link. */
  | "denied"
  /** The link and the code were not used in time, and the person did not start again. */
  | "expired"
  /** A request would show the token to a server that is not among `origins`. */
  | "foreign_origin"
  /** There is nobody to ask: the input or the output is no terminal. */
  | "no_terminal"
  /** There is no session, or it is over. */
  | "not_signed_in"
  /** The auth server does not let this person sign in. */
  | "refused"
  /** The auth server asked to wait, for longer than somebody sits in front of a terminal. */
  | "rate_limited"
  /** The auth server answered, but not as it should: another server, another version, a fault of its own. */
  | "server_failed"
  /** The file with the sessions cannot be read or written, or is damaged. */
  | "store_failed"
  /** Others could read or replace the file with the sessions. */
  | "store_not_private"
  /** The environment variable with the token is set, and would win; or what is in it is no token. */
  | "token_in_environment"
  /** The auth server was not reached. */
  | "unreachable";

/** What everything here rejects with. Its message is made to be shown to the person at the terminal, and has no secret. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: CliErrorCode;

  constructor(code: CliErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }

  /** What the process should end with: 130 after Ctrl-C, as shells expect it, else 1. */
  get exitCode(): number {
    return this.code === "cancelled" ? 130 : 1;
  }
}
