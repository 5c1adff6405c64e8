/**
 * The user server did not answer an action as it should have. The message names the action and what happened,
 * `get_user: the user server answered 500` for instance; never a body or a secret.
 */
export class UserServerError extends Error {
  override readonly name = "UserServerError";
  /** The action's wire name. */
  readonly action: string;
  /** The HTTP status, if there was one and it was not 200. */
  readonly status: number | undefined;

  constructor(action: string, what: string, status?: number) {
    super(`${action}: the user server ${what}`);
    this.action = action;
    this.status = status;
  }
}
