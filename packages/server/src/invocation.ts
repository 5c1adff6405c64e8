import type { Accepts, Invocation } from "@tiauth/protocol";
import type { Subject } from "@tiauth/users";

/** One invocation on its way through the core. */
export interface ServerInvocation extends Invocation {
  readonly clientAddress: string | undefined;
  readonly acceptLanguage: string | undefined;
  readonly clientLabel: string | undefined;
  /** What the endpoint takes. */
  readonly accepts: Accepts;
  /** Filled in as it becomes known, and only after the secret was compared. */
  readonly subject: Subject;
}
