/** Whether a text stands in the bytes in any of these ways. */
export const hasTraceOf = (text: string, bytes: Buffer) => tracesOf(text).some((trace) => bytes.includes(trace));

/**
 * Every way in which a text can stand in a file: as it is, in UTF-16, in hexadecimal, in Base64. Within longer Base64 a
 * text looks different at each of three offsets; what of it depends on its neighbours is left out.
 */
function tracesOf(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((offset) => insideBase64(bytes, offset));
  const hex = bytes.toString("hex");
  return [
    bytes,
    Buffer.from(text, "utf16le"),
    Buffer.from(text, "utf16le").swap16(),
    ...[hex, hex.toUpperCase()].map((trace) => Buffer.from(trace)),
    ...[...base64, ...base64.map(toUrlAlphabet)].map((trace) => Buffer.from(trace)),
  ];
}

function insideBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString("base64")
    .replaceAll("=", "");
  const isCutOff = (offset + bytes.length) % 3 !== 0;
  return encoded.slice([0, 2, 3][offset], isCutOff ? -1 : undefined);
}

const toUrlAlphabet = (base64: string) => base64.replaceAll("+", "-").replaceAll("/", "_");
