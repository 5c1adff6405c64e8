/** Far beyond what browsers send; what is longer is not looked at. */
const maxHeaderCharacters = 1000;
const maxRanges = 30;

const rangeForm = /^([a-z]{1,8}(?:-[a-z0-9]{1,8})*)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/**
 * The languages of an `Accept-Language` header (RFC 9110 §12.5.4), the most wanted first. What cannot be read, what is
 * not wanted (`q=0`) and `*` are left out.
 */
export function acceptedLanguages(header: string): readonly string[] {
  if (header.length > maxHeaderCharacters) return [];
  return header
    .split(",", maxRanges)
    .flatMap((text) => {
      const [, range, quality = "1"] = rangeForm.exec(text.trim()) ?? [];
      return range === undefined || Number(quality) === 0 ? [] : [{ range, quality: Number(quality) }];
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ range }) => range);
}

/** Something that there is in a language. */
export interface InLanguage {
  readonly language: string;
}

/**
 * Finds what a language range means: the same tag, or what is left of it without its last parts, so that `de-CH` gets
 * what there is in `de` (Lookup, RFC 4647 §3.4). Undefined if there is nothing.
 */
export function lookUp<T extends InLanguage>(range: string, choices: readonly T[]): T | undefined {
  const parts = range.toLowerCase().split("-");
  while (parts.length > 0) {
    const found = choices.find(({ language }) => language.toLowerCase() === parts.join("-"));
    if (found !== undefined) return found;
    parts.pop();
    // A single letter only introduces what followed it.
    if (parts.at(-1)?.length === 1) parts.pop();
  }
  return undefined;
}
