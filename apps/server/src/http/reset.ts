import type { HttpAnswer } from "./answer.ts";

/** The words that test suites written for the reference implementation wait for. */
const cleared: HttpAnswer = { status: 200, body: JSON.stringify({ success: true, message: "Storage cleared" }) };

/** Empties the storage, then says so. */
export const clearStorage = (clear: () => Promise<void>) => async (): Promise<HttpAnswer> => {
  await clear();
  return cleared;
};
