/** What a suite waits for. */
export interface Wanted<T> {
  readonly matches: (item: T) => boolean;
  /** What it is, for the message when it does not arrive. */
  readonly description: string;
  readonly deadlineSeconds: number;
}

/** Things that arrive from another process when they like, in order: mails, lines of a log. */
export interface Arrivals<T> {
  /** Everything so far. */
  readonly all: readonly T[];
  add(item: T): void;
  /** Resolves with the first that matches, at once if it is there already. Rejects at the deadline. */
  find(wanted: Wanted<T>): Promise<T>;
  /** The same, but hands out every item only once: two that wait for the same thing get one each. */
  take(wanted: Wanted<T>): Promise<T>;
}

/** @param describe one line about an item, for the message that lists what did arrive. */
export function createArrivals<T>(describe: (item: T) => string): Arrivals<T> {
  const all: T[] = [];
  const taken = new Set<T>();
  const waiting = new Set<(item: T) => void>();

  const find = (wanted: Wanted<T>) => {
    const here = all.find(wanted.matches);
    return here === undefined ? next(wanted) : Promise.resolve(here);
  };
  const next = (wanted: Wanted<T>) =>
    new Promise<T>((resolve, reject) => {
      const offer = (item: T) => {
        if (wanted.matches(item)) settle(() => resolve(item));
      };
      const tooLate = () => settle(() => reject(new Error(missingMessage(wanted, all.map(describe)))));
      const timer = setTimeout(tooLate, wanted.deadlineSeconds * 1000);
      const settle = (end: () => void) => {
        clearTimeout(timer);
        waiting.delete(offer);
        end();
      };
      waiting.add(offer);
    });
  /** Marks in the moment of the match, before anybody else is asked. */
  const marking = (matches: Wanted<T>["matches"]) => (item: T) => {
    if (taken.has(item) || !matches(item)) return false;
    taken.add(item);
    return true;
  };

  return {
    all,
    add: (item) => {
      all.push(item);
      for (const offer of [...waiting]) offer(item);
    },
    find,
    take: (wanted) => find({ ...wanted, matches: marking(wanted.matches) }),
  };
}

function missingMessage({ description, deadlineSeconds }: Wanted<never>, arrived: readonly string[]): string {
  const list = arrived.length > 0 ? arrived.map((line) => `\n  ${line}`).join("") : " nothing";
  return `${description} did not arrive within ${deadlineSeconds} s. What did:${list}`;
}
