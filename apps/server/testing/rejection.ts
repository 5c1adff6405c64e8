import { expect } from "vitest";

/** What the promise rejects with. Fails the test if it resolves. */
export const rejection = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.fail("resolved"),
    (error: Error) => error,
  );
