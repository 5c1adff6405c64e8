import type { Awaitable } from "@tiauth/records";

/** How long a taken item is kept from others, unless it is renewed. */
export const leaseSeconds = 6;
/** When an item that is taken now is lost again. */
export const endOfLease = (now: Date): Date => new Date(now.getTime() + leaseSeconds * 1000);

/** When an item that is added now is due. */
export const firstDue = ({ owner, now }: Pick<NewOutboxItem, "owner" | "now">): Date =>
  owner === undefined ? now : endOfLease(now);

/** The longest that an item is put back for. */
export const longestWaitSeconds = 60;
/** Nobody puts an item back or takes it for that long: such a time was written before the clock was set back. */
const incredibleSeconds = 2 * longestWaitSeconds;

/** Later due times than this one are not believed. */
export const latestCredible = (now: Date): Date => new Date(now.getTime() + incredibleSeconds * 1000);

/** Something that waits to be handed over to somebody else. */
export interface OutboxItem {
  /** Never used twice, not even after `clear`. */
  readonly id: number;
  /** What the outbox was given, to the letter. */
  readonly payload: string;
  /** How many copies of it may have gone out already. */
  readonly copies: number;
  /** How often it was tried in vain. */
  readonly failures: number;
}

export interface NewOutboxItem {
  /** Who delivers it: items of different topics never wait for each other. Short, `notice` for instance. */
  readonly topic: string;
  /** Any text, with no secret in it. */
  readonly payload: string;
  readonly now: Date;
  /** Who holds it from the start, as if it had been taken; nobody by default, and it is due at once. */
  readonly owner?: string | undefined;
  /** How many copies of it may go out or have gone out, and how often it was tried, already. 0 by default. */
  readonly copies?: number;
  readonly failures?: number;
}

export interface OutboxTaking {
  readonly topic: string;
  /** Whoever takes: another one for every process, and for every time that it starts. */
  readonly owner: string;
  readonly now: Date;
  /** How many at most. */
  readonly limit: number;
}

/** One item in the hands of one owner. */
export interface OutboxHold {
  readonly id: number;
  readonly owner: string;
}

/** What an item is put back with. */
export interface OutboxReturn extends Pick<OutboxItem, "copies" | "failures"> {
  /** At most {@link longestWaitSeconds} away. */
  readonly dueAt: Date;
}

/**
 * What has to leave this process some day, in the same database as the entries: a queue of topics that several
 * processes may share. At least once: an item stays until it is done, whoever dies meanwhile. At most a few copies:
 * before one may go out, that is noted.
 *
 * A write that was answered is durable. What throws is an accident (a full disk, a lock), and has changed nothing.
 *
 * Clocks that jump destroy nothing. Nothing ends by the time it was added. An item whose due time lies further ahead
 * than two minutes was put there by a clock that was set back since, and is due. One that is due too early is only
 * tried too early; one that was taken too early costs its former owner the right to note a copy.
 */
export interface Outbox {
  /** Adds an item, and answers with its id. */
  add(item: NewOutboxItem): Awaitable<number>;
  /**
   * Takes items of the topic that are due, the one that has been due longest first, for {@link leaseSeconds}. Two
   * owners never get the same item meanwhile. Looking in vain writes nothing.
   */
  take(taking: OutboxTaking): Awaitable<readonly OutboxItem[]>;
  /** Keeps a taken item for another {@link leaseSeconds}. False if the owner does not hold it any more. */
  renew(hold: OutboxHold, now: Date): Awaitable<boolean>;
  /** Whether the owner still holds the item. */
  isHeld(hold: OutboxHold): Awaitable<boolean>;
  /** Notes that one more copy may go out. False if the owner does not hold the item any more: then none may. */
  noteCopy(hold: OutboxHold): Awaitable<boolean>;
  /** Gives up an item until it is due again. False, and nothing changes, if the owner does not hold it any more. */
  putBack(hold: OutboxHold, changes: OutboxReturn): Awaitable<boolean>;
  /** Removes an item, whoever holds it. */
  done(id: number): Awaitable<void>;
  /**
   * Makes items of the topic due that wait after a failure and that nobody holds, at most `limit` of them, and returns
   * how many that were. Fewer than `limit` means that none was left.
   */
  hasten(topic: string, now: Date, limit: number): Awaitable<number>;
  /** Removes the oldest items of the topic beyond `most`, held or not, and returns how many that were. */
  trim(topic: string, most: number): Awaitable<number>;
  /** How many items of the topic are there, waiting or held: what a gauge shows. 100,000 take a few ms. */
  count(topic: string): Awaitable<number>;
  /** Removes every item of every topic. */
  clear(): Awaitable<void>;
}
