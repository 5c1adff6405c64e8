/** A clock that stands still until it is told otherwise. */
export interface Clock {
  readonly now: () => Date;
  /** Backward if negative. */
  advanceSeconds(seconds: number): void;
}

export function createClock(start = "2030-01-01T00:00:00.000Z"): Clock {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    advanceSeconds(seconds) {
      time += seconds * 1000;
    },
  };
}
