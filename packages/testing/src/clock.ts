/** What time it is for Tiauth. The rest of the process keeps the real time. */
export interface Clock {
  now(): Date;
  /** Sets the clock, which goes on from there. */
  set(date: Date): void;
  /** Puts the clock on by so many seconds; back, if they are negative. */
  advance(seconds: number): void;
}

/** A clock that shows the real time until it is set. */
export function startClock(): Clock & { readonly reset: () => void } {
  let aheadMilliseconds = 0;
  const setAhead = (milliseconds: number) => {
    if (Number.isNaN(new Date(Date.now() + milliseconds).getTime())) throw new RangeError("There is no such time.");
    aheadMilliseconds = milliseconds;
  };
  return {
    now: () => new Date(Date.now() + aheadMilliseconds),
    set: (date) => setAhead(date.getTime() - Date.now()),
    advance: (seconds) => setAhead(aheadMilliseconds + seconds * 1000),
    reset: () => setAhead(0),
  };
}
