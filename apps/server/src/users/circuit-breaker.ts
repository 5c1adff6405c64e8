export interface CircuitBreakerOptions {
  /** So many failures in a row open the circuit. */
  readonly maxFailures: number;
  /** While it is open, one call in this time is let through to see whether things are well again. */
  readonly pauseSeconds: number;
  readonly now: () => Date;
  /** Whether a rejection means that the other side is out of order, and not only that it disliked this call. */
  readonly isOutage: (error: unknown) => boolean;
}

/** The circuit is open: the call was not made. */
export class CircuitOpen extends Error {
  override readonly name = "CircuitOpen";
}

/** Makes calls, and fails at once those that would most likely only wait for a dead server. */
export interface CircuitBreaker {
  <T>(call: () => Promise<T>): Promise<T>;
  /** Whether calls fail at once, but for one now and then. */
  readonly isOpen: () => boolean;
}

/**
 * Closed until {@link CircuitBreakerOptions.maxFailures} calls in a row have failed, closed again by the first success.
 * A probe that hangs holds nothing up: the next one goes out a pause later all the same.
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { maxFailures, now, isOutage } = options;
  const pauseMilliseconds = options.pauseSeconds * 1000;
  let failures = 0;
  let successes = 0;
  let lastProbeAt = 0;

  const isPausing = () => {
    if (failures < maxFailures) return false;
    const elapsed = now().getTime() - lastProbeAt;
    // A clock that was set back must not keep the circuit open for as long as it went back.
    return elapsed >= 0 && elapsed < pauseMilliseconds;
  };

  const failed = (error: unknown, successesAtStart: number) => {
    // What was begun before the last success says nothing about how things stand after it.
    if (successesAtStart !== successes || !isOutage(error)) return;
    failures += 1;
    if (failures === maxFailures) lastProbeAt = now().getTime();
  };

  const make = async <T>(call: () => Promise<T>): Promise<T> => {
    if (isPausing()) throw new CircuitOpen(`was not asked: it failed ${maxFailures} times in a row`);
    if (failures >= maxFailures) lastProbeAt = now().getTime();
    const successesAtStart = successes;
    try {
      const value = await call();
      successes += 1;
      failures = 0;
      return value;
    } catch (error) {
      failed(error, successesAtStart);
      throw error;
    }
  };
  return Object.assign(make, { isOpen: () => failures >= maxFailures });
}
