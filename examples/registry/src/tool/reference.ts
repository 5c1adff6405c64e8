/** `hello@1.0.0`, or `hello` for no version in particular. */
export function parseReference(text: string): { readonly name: string; readonly version: string | undefined } {
  const at = text.indexOf("@");
  return at < 0 ? { name: text, version: undefined } : { name: text.slice(0, at), version: text.slice(at + 1) };
}
