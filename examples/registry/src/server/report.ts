import { DrizzleQueryError } from "drizzle-orm";

/** Says what went wrong, on standard error. */
export function report(error: unknown): void {
  // Drizzle's message has what was asked for in it: addresses and password hashes too.
  const reason = error instanceof DrizzleQueryError ? error.cause : error;
  process.stderr.write(`${reason instanceof Error ? reason.stack : reason}\n`);
}
