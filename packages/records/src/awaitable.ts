/** A value, or a promise of it: what answers at once is used at once, with nothing awaited in between. */
export type Awaitable<T> = T | Promise<T>;

/** Goes on with the value: at once if it is there, else when it is. */
export const andThen = <T, U>(value: Awaitable<T>, next: (value: T) => Awaitable<U>): Awaitable<U> =>
  value instanceof Promise ? value.then(next) : next(value);
