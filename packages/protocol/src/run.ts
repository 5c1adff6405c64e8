/**
 * Drives `program` to its end, answering every effect it yields with `perform`.
 *
 * Synchronous as long as `perform` is: the first promise it returns makes the rest of the run, and so the return
 * value, a promise. What `perform` throws or rejects with is thrown into the program at its `yield`.
 */
export function run<E, R, T>(program: Generator<E, T, R>, perform: (effect: E) => R): T;
export function run<E, R, T>(program: Generator<E, T, R>, perform: (effect: E) => Promise<R>): Promise<T>;
export function run<E, R, T>(program: Generator<E, T, R>, perform: (effect: E) => R | Promise<R>): T | Promise<T>;
export function run<E, R, T>(program: Generator<E, T, R>, perform: (effect: E) => R | Promise<R>) {
  const settle = (first: IteratorResult<E, T>): T | Promise<T> => {
    let step = first;
    while (!step.done) {
      const answer = attempt(step.value);
      if (answer instanceof Promise) {
        return answer.then(
          (value) => settle(program.next(value)),
          (error) => settle(program.throw(error)),
        );
      }
      step = "error" in answer ? program.throw(answer.error) : program.next(answer.value);
    }
    return step.value;
  };
  const attempt = (effect: E): Promise<R> | { value: R } | { error: unknown } => {
    try {
      const answer = perform(effect);
      return answer instanceof Promise ? answer : { value: answer };
    } catch (error) {
      return { error };
    }
  };
  return settle(program.next());
}
