/** An action succeeded: its values stand beside `ok`. */
export type Ok<V> = { readonly ok: true } & V;

/** An action refused, with one of its declared codes. */
export type Err<E extends string> = { readonly ok: false; readonly errorCode: E };

/** What an action is answered with: a refusal is a value, never an exception. */
export type Result<V, E extends string> = Ok<V> | Err<E>;

const done: Ok<object> = { ok: true };

export function ok(): Ok<object>;
export function ok<const V extends object>(values: V): Ok<V>;
export function ok(values?: object) {
  return values === undefined ? done : { ok: true, ...values };
}

export const err = <const E extends string>(errorCode: E): Err<E> => ({ ok: false, errorCode });
