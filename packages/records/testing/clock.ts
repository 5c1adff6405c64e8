/** A clock that stands still until it is moved; by less than nothing, it goes back. */
export function stoppedClock(start = Date.UTC(2026, 0, 1)) {
  let time = start;
  return {
    now: () => new Date(time),
    move: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

export const secondMs = 1000;
export const yearMs = 365 * 24 * 60 * 60 * 1000;
