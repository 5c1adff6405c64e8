import type { EmailSender } from "@tiauth/server";

/** A way for mails to leave this process. `send` rejects with an `EmailError`. */
export interface EmailTransport extends EmailSender {
  /** Resolves if mails can be handed over, as far as that can be known without sending one; else rejects, saying why. */
  check(): Promise<void>;
  /** Closes connections. Mails that are still under way fail. */
  close(): Promise<void>;
}
