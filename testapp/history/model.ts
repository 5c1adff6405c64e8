/** What one key of a storage can be asked for. */
export type Operation =
  | { readonly kind: "get" }
  | { readonly kind: "add"; readonly value: string }
  | { readonly kind: "update"; readonly value: string; readonly counter: number }
  | { readonly kind: "delete" };

/** What is stored under a key; undefined if nothing is. */
export type State = { readonly value: string; readonly counter: number } | undefined;

/** What `get` found, or whether a write was made. */
export type Answer = State | boolean;

export interface Step {
  readonly state: State;
  readonly answer: Answer;
}

/** What a storage is: how each operation is answered, and what is stored then. */
export function apply(state: State, operation: Operation): Step {
  switch (operation.kind) {
    case "get":
      return { state, answer: state };
    case "add":
      return state ? { state, answer: false } : { state: { value: operation.value, counter: 0 }, answer: true };
    case "update":
      return state?.counter === operation.counter
        ? { state: { value: operation.value, counter: operation.counter + 1 }, answer: true }
        : { state, answer: false };
    case "delete":
      return { state: undefined, answer: state !== undefined };
  }
}

/** Both as text: equal if and only if what they say is. */
export const textOf = (said: Answer): string =>
  typeof said === "object" ? `${said.counter} ${said.value}` : String(said);
