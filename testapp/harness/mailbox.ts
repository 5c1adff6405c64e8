import type { Arrivals } from "./arrivals.ts";
import { type CaughtMail, codeFrom, findCode } from "./caught-mail.ts";

export interface MailWanted {
  /** Exactly this subject. */
  readonly subject?: string | undefined;
  /** Only mails that arrived later than this one. */
  readonly after?: CaughtMail | undefined;
}

/** The mails that a mail server has taken. */
export interface Mailbox {
  /** Every mail that was taken, in order. */
  readonly mails: readonly CaughtMail[];
  /** Every mail that was taken for this address, in order. */
  mailsTo(emailAddress: string): readonly CaughtMail[];
  /**
   * Resolves with the oldest mail to the address that neither this nor `nextCode` has handed out yet, as soon as there is
   * one. Notices come when they like: name the `subject` where more than one mail is under way.
   *
   * @throws {Error} after 10 s, with a list of what did arrive.
   */
  nextMail(to: string, wanted?: MailWanted): Promise<CaughtMail>;
  /** The same for mails with a code or a temporary password in them, and only that. */
  nextCode(to: string, wanted?: MailWanted): Promise<string>;
}

const deadlineSeconds = 10;

export function createMailbox(arrivals: Arrivals<CaughtMail>): Mailbox {
  const wantedMail = (to: string, { subject, after }: MailWanted) => ({
    matches: (mail: CaughtMail) =>
      mail.to.includes(to) &&
      (subject === undefined || mail.subject === subject) &&
      (after === undefined || arrivals.all.indexOf(mail) > arrivals.all.indexOf(after)),
    description: `A mail to ${to}${subject ? ` about "${subject}"` : ""}`,
    deadlineSeconds,
  });
  return {
    mails: arrivals.all,
    mailsTo: (emailAddress) => arrivals.all.filter(({ to }) => to.includes(emailAddress)),
    nextMail: (to, wanted = {}) => arrivals.take(wantedMail(to, wanted)),
    nextCode: async (to, wanted = {}) => {
      const { matches, description } = wantedMail(to, wanted);
      const hasCode = (mail: CaughtMail) => matches(mail) && findCode(mail) !== undefined;
      return codeFrom(
        await arrivals.take({ matches: hasCode, description: `${description} with a code`, deadlineSeconds }),
      );
    },
  };
}
