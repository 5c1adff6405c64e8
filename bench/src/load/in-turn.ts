/**
 * Hands out one value after the other, over and over.
 *
 * @throws {RangeError} from the returned function if there are none.
 */
export function inTurn<T>(values: readonly T[]): () => T {
  let index = 0;
  return () => {
    const value = values[index];
    if (value === undefined) throw new RangeError("There is nothing to take.");
    index = index + 1 === values.length ? 0 : index + 1;
    return value;
  };
}
