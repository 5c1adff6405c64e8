/** What was opened so far. */
export interface Closers {
  add(close: () => unknown): void;
  /** Closes everything, the last that was opened first. The second time there is nothing left to close. */
  close(): Promise<void>;
}

export function createClosers(): Closers {
  const closers: (() => unknown)[] = [];
  return {
    add: (close) => void closers.push(close),
    async close() {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}
