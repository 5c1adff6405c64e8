/** Time is up. Whatever was under way may or may not have had its effect. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
}

/**
 * Runs `work` with a signal that aborts when `seconds` have passed.
 *
 * @returns what `work` resolves with, or rejects with what it rejects with.
 * @throws {DeadlineExceeded} at that moment, even if `work` does not heed its signal; its later outcome is dropped.
 */
export async function withDeadline<T>(seconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  // A timer that is cleared, not AbortSignal.timeout: that one lives on for the full time after every quick call.
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new DeadlineExceeded(`not done within ${seconds} s`);
      reject(error);
      controller.abort(error);
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work(controller.signal), timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
}
