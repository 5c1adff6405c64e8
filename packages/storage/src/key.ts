const keyLimitBytes = 255;
const bytesPerUtf16Unit = 3;

/**
 * Every driver calls this first: a store that cut long keys, or that replaced half a surrogate pair, would let two
 * records share one entry.
 *
 * @throws {RangeError} if the key is longer than 255 bytes of UTF-8 or has no UTF-8 form.
 */
export function assertKey(key: string): void {
  if (!key.isWellFormed()) throw new RangeError("A storage key must be well-formed Unicode.");
  if (key.length * bytesPerUtf16Unit <= keyLimitBytes) return;
  const lengthBytes = Buffer.byteLength(key);
  if (lengthBytes > keyLimitBytes) {
    throw new RangeError(`A storage key has at most ${keyLimitBytes} bytes of UTF-8, this one has ${lengthBytes}.`);
  }
}
