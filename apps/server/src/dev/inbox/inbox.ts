import { createFeed, type Feed, type Follower } from "../feed.ts";
import type { CaughtMail } from "./caught-mail.ts";

/** A mail in the inbox. */
export interface InboxMail extends CaughtMail {
  /** Counts from 1; a later mail has a higher one, also after the inbox was cleared. */
  readonly id: number;
  /** When it arrived, in ISO 8601. */
  readonly at: string;
  /** The verification code or temporary password in it. */
  readonly code: string | undefined;
  /** The link in it to approve a sign-in from a command line. */
  readonly link: string | undefined;
}

export interface MailWanted {
  /** Any address by default. Letter case does not matter. */
  readonly to?: string | undefined;
  /** Only mails with a higher id; 0 by default. */
  readonly after?: number | undefined;
  /** How long to wait for it; 10 by default. */
  readonly timeoutSeconds?: number | undefined;
}

/** The last 500 mails. */
export interface Inbox {
  /** The newest first; only those to this address if there is one. */
  mails(to?: string): readonly InboxMail[];
  find(id: number): InboxMail | undefined;
  /** The newest one, to this address if there is one. */
  latest(to?: string): InboxMail | undefined;
  /**
   * The oldest mail that is wanted, at once if it is there already, else when it arrives. To read one mail after the
   * other, give the id of the last one as `after`.
   *
   * @returns undefined if it did not come in time, or the inbox was closed.
   */
  next(wanted?: MailWanted): Promise<InboxMail | undefined>;
  add(mail: Omit<InboxMail, "id">): void;
  clear(): void;
  follow: Feed<InboxMail>["follow"];
  /** Tells everybody who follows or waits that no more will come. */
  close(): void;
}

const maxMails = 500;
const defaultTimeoutSeconds = 10;

export function createInbox(): Inbox {
  const feed = createFeed<InboxMail>(maxMails);
  let lastId = 0;
  const mails = (to?: string) => feed.all().filter(isTo(to)).reverse();
  return {
    mails,
    find: (id) => feed.all().find((mail) => mail.id === id),
    latest: (to) => mails(to)[0],
    next: (wanted = {}) => nextMail(feed, wanted),
    add(mail) {
      lastId += 1;
      feed.add({ id: lastId, ...mail });
    },
    clear: feed.clear,
    follow: (follower: Follower<InboxMail>) => feed.follow(follower),
    close: feed.close,
  };
}

function isTo(address: string | undefined): (mail: InboxMail) => boolean {
  const wanted = address?.toLowerCase();
  return ({ to }) => wanted === undefined || to.some((recipient) => recipient.toLowerCase() === wanted);
}

function nextMail(feed: Feed<InboxMail>, { to, after = 0, timeoutSeconds = defaultTimeoutSeconds }: MailWanted) {
  const isWanted = (mail: InboxMail) => mail.id > after && isTo(to)(mail);
  return new Promise<InboxMail | undefined>((resolve) => {
    const there = feed.all().find(isWanted);
    if (there) return resolve(there);
    const settle = (arrived?: InboxMail) => {
      clearTimeout(timer);
      unfollow();
      resolve(arrived);
    };
    const unfollow = feed.follow({ put: (mail) => isWanted(mail) && settle(mail), closed: () => settle() });
    const timer = setTimeout(settle, timeoutSeconds * 1000);
  });
}
