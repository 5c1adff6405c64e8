/** How long to wait for what. */
export interface TimeLimits {
  /** For a new connection, and for one that others use. */
  readonly connectMilliseconds: number;
  /** For a statement, locks included: then Postgres ends it, and says so. */
  readonly statementMilliseconds: number;
  /** For any sign of Postgres: longer than a statement may take, so that who is silent then is gone. */
  readonly answerMilliseconds: number;
  /** For the statements of a moving, which look at all entries. */
  readonly countMilliseconds: number;
}

export const timeLimits: TimeLimits = {
  connectMilliseconds: 2000,
  statementMilliseconds: 5000,
  answerMilliseconds: 5500,
  countMilliseconds: 60_000,
};
