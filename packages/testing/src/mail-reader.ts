import type { Mail } from "./distribution.ts";

export interface MailOptions {
  /** Only a mail with this subject; those before it are passed over. */
  readonly subject?: string | undefined;
  /** A whole number, at most 60; 10 by default. */
  readonly timeoutSeconds?: number | undefined;
}

/** Where mails are caught. */
export interface Mailbox {
  /** The newest first. */
  readonly mails: (to: string) => Promise<readonly Mail[]>;
  /** The oldest with a higher id, when it has come; undefined if it does not in time. */
  readonly next: (wanted: {
    readonly to: string;
    readonly after: number;
    readonly timeoutSeconds: number;
  }) => Promise<Mail | undefined>;
}

export interface MailReader {
  /**
   * The next mail to an address, whose letter case does not matter: each is handed out once, in the order they came.
   *
   * @throws {Error} if none comes in time, with the subjects of those that came before.
   */
  nextMail(to: string, options?: MailOptions): Promise<Mail>;
  /**
   * The code or temporary password in the next mail that has one; mails without one are passed over.
   *
   * @throws {Error} if none comes in time.
   */
  nextCode(to: string, options?: MailOptions): Promise<string>;
  /** Passes over what has come to an address so far. */
  skip(to: string): Promise<void>;
}

const defaultTimeoutSeconds = 10;

export function createMailReader({ mails, next }: Mailbox): MailReader {
  const lastIds = new Map<string, number>();
  const lastId = (to: string) => lastIds.get(to.toLowerCase()) ?? 0;
  /** False if somebody else who waited was first. */
  const take = (to: string, { id }: Mail) => {
    if (id <= lastId(to)) return false;
    lastIds.set(to.toLowerCase(), id);
    return true;
  };

  const nextMail = async (to: string, options: MailOptions = {}): Promise<Mail> => {
    const { subject, timeoutSeconds = defaultTimeoutSeconds } = options;
    const mail = await next({ to, after: lastId(to), timeoutSeconds });
    if (!mail) throw new Error(missingMessage({ to, ...options, timeoutSeconds }, await mails(to)));
    const isWanted = take(to, mail) && (subject === undefined || subject === mail.subject);
    return isWanted ? mail : nextMail(to, options);
  };
  const nextCode = async (to: string, options?: MailOptions): Promise<string> =>
    (await nextMail(to, options)).code ?? nextCode(to, options);

  return {
    nextMail,
    nextCode,
    skip: async (to) => {
      const [latest] = await mails(to);
      if (latest) take(to, latest);
    },
  };
}

function missingMessage(
  { to, subject, timeoutSeconds }: MailOptions & { readonly to: string },
  earlier: readonly Mail[],
): string {
  const wanted = subject === undefined ? "No mail" : `No mail "${subject}"`;
  const list = earlier.map((mail) => `\n  ${mail.at} ${mail.subject}`).join("");
  return `${wanted} to ${to} came within ${timeoutSeconds} s. Those that came before, the newest first:${list || " none"}`;
}
