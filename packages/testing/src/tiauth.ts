import type { Client } from "@tiauth/client";
import type { Clock } from "./clock.ts";
import type { MailReader } from "./mail-reader.ts";
import type { People } from "./people.ts";
import type { Users } from "./users.ts";

/** A `tiauth dev` that can be reached, wherever it runs. */
export interface ReachedTiauth extends People, Pick<MailReader, "nextMail" | "nextCode"> {
  /** Where actions are posted: `http://127.0.0.1:3777/` for instance. */
  readonly url: string;
  readonly client: Client;
  /**
   * Begins anew: no record, no embedded user, no mail is left. Users behind a user server stay.
   *
   * @throws {Error} if it cannot be done.
   */
  reset(): Promise<void>;
}

/** One that was started, and has to be closed: by `close`, or by `await using`. */
export interface TiauthProcess extends ReachedTiauth, AsyncDisposable {
  /** On 127.0.0.1, without TLS. Takes the application's own mails too, for `nextMail` to hand out. */
  readonly smtpPort: number;
  /** Ends it and everything in it. The second time nothing happens. */
  close(): Promise<void>;
}

/** One that was started in this process, which allows more. `reset` also puts the clock right. */
export interface Tiauth extends TiauthProcess {
  readonly clock: Clock;
  readonly users: Users;
}
