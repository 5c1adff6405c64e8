/**
 * The same for all who ask in one turn of the event loop: a server under load answers many requests in a turn, and a look
 * that takes locks of a file costs as much as the rest of an answer from memory.
 *
 * @param look what throws is thrown, and asked again by the next.
 */
export function onceATurn<T>(look: () => T): () => T {
  let seen: { readonly value: T } | undefined;
  const forget = () => {
    seen = undefined;
  };
  return () => {
    if (!seen) {
      seen = { value: look() };
      setImmediate(forget);
    }
    return seen.value;
  };
}
