/** Time limits of many, all equally long. */
export interface Deadlines<T> {
  /** Its time begins. */
  readonly begin: (one: T) => void;
  /** It is done; once is enough, and it may be late. */
  readonly end: (one: T) => void;
}

/**
 * Tells of each that was begun `seconds` ago and has not ended. One timer for all of them, set for the oldest: since all get
 * the same time, the oldest is always the next.
 */
export function createDeadlines<T>(seconds: number, exceeded: (one: T) => void): Deadlines<T> {
  const dueAt = new Map<T, number>(); // in the order in which they are due
  let timer: NodeJS.Timeout | undefined;

  const setTimer = (milliseconds: number) => {
    timer = setTimeout(look, milliseconds).unref();
  };
  const look = () => {
    for (const [one, at] of dueAt) {
      const rest = at - performance.now();
      if (rest > 0) return setTimer(rest);
      dueAt.delete(one);
      exceeded(one);
    }
    timer = undefined;
  };

  return {
    begin: (one) => {
      dueAt.set(one, performance.now() + seconds * 1000);
      if (!timer) setTimer(seconds * 1000);
    },
    end: (one) => dueAt.delete(one),
  };
}
