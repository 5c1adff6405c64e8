const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What storages and caches keep: JSON in UTF-8. */
export const toBytes = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value));

/** Whatever was stored. Its form is the caller's to know or to check. */
export const fromBytes = (bytes: Uint8Array) => JSON.parse(decoder.decode(bytes));
