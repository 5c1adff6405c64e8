import { Conflict } from "./conflict.ts";

const maxRunning = 1000;

/** For what follows the point of no return: nobody waits for it, and its failure is reported, never answered. */
export function createBackground<I>(report: (invocation: I, error: unknown) => void) {
  const running = new Set<Promise<void>>();
  const start = async (invocation: I, effect: () => Promise<unknown>) => {
    try {
      // A hanging mail server must not fill the memory.
      if (running.size >= maxRunning) throw new Error(`dropped: ${maxRunning} effects are under way`);
      await effect();
    } catch (error) {
      if (!(error instanceof Conflict)) report(invocation, error); // a lost race is no accident
    }
  };

  return {
    run(invocation: I, effect: () => Promise<unknown>): void {
      const settled = start(invocation, effect).finally(() => running.delete(settled));
      running.add(settled);
    },

    /** Resolves when nothing is under way. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
