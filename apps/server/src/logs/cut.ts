const sizeInJson = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;

/** Shortens a text until JSON spells it in at most `maxBytes`: a control character takes six, an emoji four. */
export function cut(text: string, maxBytes: number): string {
  let end = Math.min(text.length, maxBytes);
  if (end === text.length && sizeInJson(text) <= maxBytes) return text;
  while (sizeInJson(`${text.slice(0, end)}…`) > maxBytes && end > 0) end = Math.floor(end * 0.9);
  return `${text.slice(0, end)}…`;
}
