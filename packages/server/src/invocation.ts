import type { Invocation } from "@tiauth/protocol";

/** Whom and what an invocation turned out to be about: what its audit event says. */
export interface Subject {
  userId?: string;
  sessionId?: string;
  flowId?: string;
}

/** One invocation on its way through the core. */
export interface ServerInvocation extends Invocation {
  readonly clientAddress: string | undefined;
  readonly acceptLanguage: string | undefined;
  /** Filled in as it becomes known, and only after the secret was compared. */
  readonly subject: Subject;
}
