/** Codes have capital letters and digits only: spaces, hyphens and whatever else came with a paste are dropped. */
export const toCode = (text: string, letters: number) =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, letters);

type Input = Pick<HTMLInputElement, "value" | "selectionStart" | "setSelectionRange">;

/** Writes the input's text as a code, and leaves the caret behind the letter it was behind. Returns the code. */
export function writeAsCode(input: Input, letters: number): string {
  const caret = toCode(input.value.slice(0, input.selectionStart ?? input.value.length), letters).length;
  const code = toCode(input.value, letters);
  if (input.value !== code) {
    input.value = code;
    input.setSelectionRange(caret, caret);
  }
  return code;
}
