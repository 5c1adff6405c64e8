/** Where some wait for each other. */
export interface Gate {
  /** From now on whoever has this name waits until so many are there, who then go on at once. */
  gather(name: string, count: number): void;
  /** Resolves when it is the turn of somebody with this name: at once, unless they are gathered. */
  turn(name: string): Promise<void>;
}

export function createGate(): Gate {
  let gathered: { readonly name: string; readonly count: number } | undefined;
  let waiting: (() => void)[] = [];
  return {
    gather(name, count) {
      gathered = { name, count };
    },
    turn: (name) =>
      new Promise((go) => {
        if (gathered?.name !== name) return go();
        waiting.push(go);
        if (waiting.length < gathered.count) return;
        for (const each of waiting) each();
        gathered = undefined;
        waiting = [];
      }),
  };
}
