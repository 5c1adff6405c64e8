/** A value, or a promise of it: what answers at once is used at once, with nothing awaited in between. */
export type Awaitable<T> = T | Promise<T>;

/** Also one of another make, as database libraries have: taken for a value, it would be a write that succeeded. */
export const isPromise = <T>(value: Awaitable<T>): value is Promise<T> =>
  value instanceof Promise || (typeof value === "object" && value !== null && "then" in value);

/** Goes on with the value: at once if it is there, else when it is. */
export const andThen = <T, U>(value: Awaitable<T>, next: (value: T) => Awaitable<U>): Awaitable<U> =>
  isPromise(value) ? Promise.resolve(value).then(next) : next(value);
