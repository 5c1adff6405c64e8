import { digest } from "@tiauth/records";

const known = new WeakMap<object, string>();

/** Equal for values that say the same, bytes of whatever kind. Of an object it is made once. */
export function fingerprint(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const made = known.get(value) ?? digest(JSON.stringify(value, plainly));
  known.set(value, made);
  return made;
}

/** Equal for maps that hold the same, in whatever order. */
export const fingerprintOfMap = (map: ReadonlyMap<string, unknown>) =>
  digest(
    [...map]
      .map(([key, value]) => key + fingerprint(value))
      .sort()
      .join(),
  );

function plainly(this: unknown, key: string, value: unknown): unknown {
  const raw = Object(this)[key]; // what it was before its `toJSON`, which a Buffer has
  return raw instanceof Uint8Array ? Buffer.from(raw).toString("base64") : value;
}
