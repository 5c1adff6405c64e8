import type { EmailSender, Mail } from "@tiauth/server";

/** One try to hand over a mail of which copies may go out again later. */
export interface HandOver {
  /** The same for every copy, so that whoever gets two can tell; for a Message-ID. */
  readonly mailId: string;
  /** Awaited in the last moment in which surely nothing has arrived. If it rejects, nothing goes out. */
  readonly goingOut: () => Promise<void>;
}

/** A way for mails to leave this process. */
export interface EmailTransport extends Omit<EmailSender, "enqueue"> {
  /**
   * @param handOver makes it one try only: whoever calls tries again.
   * @throws {EmailError} what it says of the mail's fate stands; what `goingOut` rejected with may be in its place.
   */
  send(mail: Mail, handOver?: HandOver): Promise<void>;
  /** Resolves if mails can be handed over, as far as that can be known without sending one; else rejects, saying why. */
  check(): Promise<void>;
  /** Closes connections. Mails that are still under way fail. */
  close(): Promise<void>;
}
