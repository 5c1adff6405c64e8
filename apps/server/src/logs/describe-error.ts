import { cut } from "./cut.ts";

/** An error as a log line shows it. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: { readonly type: string; readonly message: string; readonly code?: string };
}

/**
 * Picks what may be logged of an error, and cuts it: less than 6 KiB in all. Nothing else of it, since libraries hang
 * whole requests onto their errors, with headers, bodies and secrets.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "something that is no Error was thrown" };
  return {
    ...nameOf(error),
    ...(error.stack === undefined ? {} : { stack: cut(error.stack, 3072) }),
    ...(error.cause instanceof Error ? { cause: nameOf(error.cause) } : {}),
  };
}

function nameOf(error: Error) {
  const code = "code" in error ? { code: cut(String(error.code), 128) } : {};
  return { type: cut(error.name, 128), message: cut(error.message, 1024), ...code };
}
