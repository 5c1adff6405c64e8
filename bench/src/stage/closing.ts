/** What has to be undone, the latest first. */
export interface Closing {
  add(undo: () => unknown): void;
  /** Does all of it, and nothing the second time. */
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const undos: (() => unknown)[] = [];
  return {
    add: (undo) => void undos.push(undo),
    async close() {
      for (let undo = undos.pop(); undo; undo = undos.pop()) await undo();
    },
  };
}
