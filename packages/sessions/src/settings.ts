export interface SessionSettings {
  /** Any session ends this long after its creation; 0 = never. Today's value counts, not the one at creation. */
  readonly sessionExpirationSeconds: number;
  /** A session ends this long after its last use. */
  readonly sessionInactivityTimeoutSeconds: number;
  /** For how long a session that ran out can be renewed, without its user signing in; 0 = not at all. */
  readonly sessionRenewalWindowSeconds: number;
  /** Use is recorded at most this often. */
  readonly sessionActivityCheckIntervalSeconds: number;
  /** How long looks may remember a session; 0 = not at all. Exact, unless others write and the storage cannot tell. */
  readonly sessionCacheSeconds: number;
}
