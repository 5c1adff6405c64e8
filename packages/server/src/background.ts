import type { Invocation } from "@tiauth/protocol";
import type { Ports } from "./ports.ts";

const maxRunning = 1000;

/** For what follows the point of no return: nobody waits for it, and its failure is reported, never answered. */
export function createBackground({ reportError }: Pick<Ports, "reportError">) {
  const running = new Set<Promise<void>>();

  return {
    /** Starts `effect`, unless a thousand others are under way: a hanging mail server must not fill the memory. */
    run({ action, actionInvocationId }: Invocation, effect: () => Promise<unknown>): void {
      const report = (error: unknown) => reportError({ action, actionInvocationId, error });
      if (running.size >= maxRunning) {
        report(new Error(`dropped: ${maxRunning} effects are under way`));
        return;
      }
      const settled: Promise<void> = effect()
        .then(() => undefined, report)
        .finally(() => running.delete(settled));
      running.add(settled);
    },

    /** Resolves when nothing is under way. */
    async idle(): Promise<void> {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
export type Background = ReturnType<typeof createBackground>;
