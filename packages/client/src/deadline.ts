import { TransportError } from "./transport-error.ts";

export interface Deadline {
  readonly timeoutSeconds: number;
  /** The caller's own signal. */
  readonly signal?: AbortSignal | undefined;
}

/** The longest delay that timers know: 24.8 days. A longer one would fire at once. */
const maxDelayMs = 2 ** 31 - 1;

/**
 * Runs `task` until it settles, the caller aborts or the time is up, whichever comes first, even if it ignores its signal.
 * Rejects with the signal's reason when the caller aborts, with {@link TransportError} when the time is up.
 * By hand, because `AbortSignal.any` is missing in browsers from before 2024.
 */
export async function within<T>({ timeoutSeconds, signal }: Deadline, task: (signal: AbortSignal) => Promise<T>) {
  const controller = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener("abort", () => reject(controller.signal.reason));
  });
  const onAbort = () => controller.abort(signal?.reason);
  const onTimeout = () => controller.abort(new TransportError(`No answer within ${timeoutSeconds} s.`));
  const timer = setTimeout(onTimeout, Math.min(timeoutSeconds * 1000, maxDelayMs));
  signal?.addEventListener("abort", onAbort);
  try {
    if (signal?.aborted) throw signal.reason;
    return await Promise.race([aborted, task(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}
