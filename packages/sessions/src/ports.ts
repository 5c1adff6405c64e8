import type { Invocation } from "@tiauth/protocol";
import type { About, UserRecordPorts } from "@tiauth/users";

export interface SessionPorts extends UserRecordPorts {
  /** Must not throw. */
  readonly reportError: (accident: Invocation & { readonly error: unknown }) => void;
}

/** An invocation, as far as sessions are concerned. */
export interface SessionInvocation extends Invocation, About {
  readonly clientAddress: string | undefined;
  /** The client's browser and system in words. */
  readonly clientLabel: string | undefined;
}
