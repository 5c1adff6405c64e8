/** Requests that are under way until they are stopped. */
export interface Flow {
  /** Rejects with the first thing that went wrong; pending until then. */
  readonly failed: Promise<never>;
  /** No more requests; the connections are closed. */
  stop(): void;
}

/** A promise that somebody rejects later, and nobody has to be waiting for. */
export function failure(): { readonly failed: Promise<never>; readonly fail: (error: unknown) => void } {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  return { failed, fail };
}
