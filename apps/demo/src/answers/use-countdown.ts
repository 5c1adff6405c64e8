import { useEffect, useState } from "react";

/** Counts seconds down to 0. Tells the time by the clock: browsers slow the timers of hidden pages down. */
export function useCountdown(initialSeconds = 0) {
  const [now, setNow] = useState(Date.now);
  const [endsAt, setEndsAt] = useState(now + initialSeconds * 1000);
  const secondsLeft = Math.max(0, Math.ceil((endsAt - now) / 1000));
  const isOver = secondsLeft === 0;

  useEffect(() => {
    if (isOver) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOver]);

  const start = (seconds: number) => {
    const time = Date.now(); // once: a millisecond more would count as a whole second
    setNow(time);
    setEndsAt(time + seconds * 1000);
  };
  return { secondsLeft, start };
}
