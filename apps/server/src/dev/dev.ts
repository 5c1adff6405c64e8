import type { EmbeddedUsers } from "./embedded-users.ts";
import type { Inbox } from "./inbox/inbox.ts";
import type { Inspector } from "./inspector/inspector.ts";

/** Everything that `tiauth dev` runs, in this process. */
export interface Dev {
  /** Where actions are posted, and the demo page: `http://127.0.0.1:3777/` for instance. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** On 127.0.0.1. Takes any mail, an application's own too. */
  readonly smtpPort: number;
  /** Every mail that was caught. */
  readonly inbox: Inbox;
  /** Every action that was invoked over HTTP. */
  readonly invocations: Inspector["invocations"];
  /** Disables and enables users; undefined if they are behind a user server. */
  readonly users: Pick<EmbeddedUsers, "disable" | "enable"> | undefined;
  /** Begins anew, once the mails under way have arrived: no record, no user of the embedded store, no mail is left. */
  reset(): Promise<void>;
  /** Finishes what is under way and closes everything: nothing listens any more. */
  close(): Promise<void>;
}
