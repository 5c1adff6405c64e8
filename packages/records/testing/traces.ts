/** The forms in which a secret of ASCII characters could lie in a pile of bytes, as latin1 text of those bytes. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  const wide = Buffer.from(secret, "utf16le");
  // In base64 three bytes make four characters: what comes before the secret decides how it is cut. The four characters
  // at either end that the neighbours have a part in are left out.
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
    return text.slice(offset === 0 ? 0 : 4, -4);
  });
  const base64url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  const utf16 = [wide.toString("latin1"), Buffer.from(wide).swap16().toString("latin1")];
  return [secret, hex, hex.toUpperCase(), ...base64, ...base64url, ...utf16];
}

/** Which forms of the secret can be found in any of the texts and bytes. */
export function tracesOf(secret: string, places: Iterable<string | Uint8Array>): readonly string[] {
  const pile = Array.from(places, (place) => Buffer.from(place).toString("latin1"));
  return formsOf(secret).filter((form) => pile.some((place) => place.includes(form)));
}
