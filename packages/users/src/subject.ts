/** Whom and what an invocation turned out to be about: what its audit event says. */
export interface Subject {
  userId?: string;
  sessionId?: string;
  flowId?: string;
}
