/** What every method takes as its second argument. */
export interface CallOptions {
  /** Gives the call up: it rejects with the signal's reason. Whether the action happened is unknown then. */
  readonly signal?: AbortSignal | undefined;
}
