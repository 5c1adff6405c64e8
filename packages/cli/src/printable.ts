/**
 * A text of somebody else, made harmless for a terminal: without control characters, which could move the cursor, colour or
 * retitle, and without those that are not seen or turn the order of reading (Unicode Cc, Cf, Zl, Zp; lone surrogates).
 */
export function printable(text: string): string {
  const clean = text.slice(0, 1000).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, " ");
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean;
}
