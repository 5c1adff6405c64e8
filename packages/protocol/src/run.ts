/**
 * Drives `program` to its end, answering every effect it yields with `perform`.
 *
 * Synchronous as long as `perform` is: the first promise it returns makes the rest of the run, and so the return
 * value, a promise. What `perform` throws or rejects with is thrown into the program at its `yield`.
 */
export function run<E, R, T>(program: Generator<E, T, R>, perform: (effect: E) => R): T;
export function run<E, R, T>(program: Generator<E, T, R>, perform: (effect: E) => Promise<R>): Promise<T>;
export function run<E, R, T>(program: Generator<E, T, R>, perform: Perform<E, R>): T | Promise<T>;
export function run<E, R, T>(program: Generator<E, T, R>, perform: Perform<E, R>) {
  return settle(program, perform, program.next());
}

type Perform<E, R> = (effect: E) => R | Promise<R>;

function settle<E, R, T>(
  program: Generator<E, T, R>,
  perform: Perform<E, R>,
  first: IteratorResult<E, T>,
): T | Promise<T> {
  let step = first;
  while (!step.done) {
    let answer: R | Promise<R>;
    try {
      answer = perform(step.value);
    } catch (error) {
      step = program.throw(error);
      continue;
    }
    if (answer instanceof Promise) {
      return answer.then(
        (value) => settle(program, perform, program.next(value)),
        (error) => settle(program, perform, program.throw(error)),
      );
    }
    step = program.next(answer);
  }
  return step.value;
}
