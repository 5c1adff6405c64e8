/**
 * A code as the server compares it, however it was typed: lower-case, with blanks or dashes.
 * Undefined for what cannot be one.
 */
export function tidyCode(typed: string): string | undefined {
  const characters = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{P}]/gu, "");
  return /^[A-Z0-9]{8}$/.test(characters) ? characters : undefined;
}
