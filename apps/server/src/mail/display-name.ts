const maxCodePoints = 64;

/** What breaks a line or controls a terminal, and every kind of white space. */
const separators = /[\p{Cc}\p{Z}]+/gu;
/** What cannot be seen but changes what can: bidi marks, zero-width characters, fillers, lone surrogates. */
const invisible = /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/** Where an encoded word would begin (RFC 2047 §2), which mail programs decode to whatever it hides, line breaks too. */
const encodedWordStart = /=(?=\?)/g;

/**
 * A name that users gave themselves, made fit for one line of a mail (REQUIREMENTS M4): visible, well-formed, at most
 * 64 code points. Empty if nothing is left.
 */
export function cleanDisplayName(displayName: string): string {
  const visible = displayName.replace(invisible, "").replace(separators, " ").replace(encodedWordStart, "= ").trim();
  return Array.from(visible).slice(0, maxCodePoints).join("").trim();
}
