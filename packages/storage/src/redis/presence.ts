/** Something that comes and goes. */
export interface Presence<T> {
  /** What is there; while there is nothing, what comes before the patience is over. Else undefined, then at once. */
  current(): Promise<T | undefined>;
  came(value: T): void;
  left(): void;
}

/** Whoever asks is kept waiting for so long after it left, however many they are, and not longer. Begins as if it just left. */
export function createPresence<T>(patienceMilliseconds: number): Presence<T> {
  let tell: (value: T | undefined) => void = () => {};
  let expected: Promise<T | undefined>;
  const presence: Presence<T> = {
    current: () => expected,
    came(value) {
      tell(value);
      expected = Promise.resolve(value);
    },
    left() {
      expected = new Promise((resolve) => {
        tell = resolve;
        setTimeout(() => resolve(undefined), patienceMilliseconds).unref();
      });
    },
  };
  presence.left();
  return presence;
}
