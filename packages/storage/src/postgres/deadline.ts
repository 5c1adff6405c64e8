import { SilenceError } from "./troubles.ts";

/** @throws {SilenceError} if the work takes longer. It goes on all the same: what it throws then is not told. */
export function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const silence = () => reject(new SilenceError(`there was no answer within ${milliseconds / 1000} s`));
    const timer = setTimeout(silence, milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
