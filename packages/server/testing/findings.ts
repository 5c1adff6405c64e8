/** The ways a secret could be written down: as it is, in hex, in base64 however it lies, in UTF-16. */
function disguises(secret: string): readonly Buffer[] {
  const hex = Buffer.from(secret).toString("hex");
  const base64 = [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString("base64");
    const own = text.slice(offset === 0 ? 0 : offset + 1, -4); // without letters that also hold bits of neighbours
    return [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
  const texts = [secret, secret.toLowerCase(), hex, hex.toUpperCase(), ...base64];
  return [...texts.map((text) => Buffer.from(text)), Buffer.from(secret, "utf16le"), Buffer.from(hex, "hex")];
}

/** Which of the secrets are somewhere in `haystack`. */
export const findings = (haystack: Uint8Array, secrets: readonly string[]): readonly string[] =>
  secrets.filter((secret) => disguises(secret).some((disguise) => Buffer.from(haystack).includes(disguise)));
