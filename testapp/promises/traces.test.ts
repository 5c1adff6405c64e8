import { expect, it } from "vitest";
import { hasTraceOf } from "./traces.ts";

const secret = "q7m2xw9cde4k";
const surrounded = [0, 1, 2].map((count) => `${"<".repeat(count)}${secret}, and more`);

it.each(["utf8", "utf16le", "hex", "base64", "base64url"] as const)(
  "a secret is found in %s, wherever it stands",
  (encoding) => {
    for (const text of [secret, ...surrounded]) {
      const inFile = encoding.startsWith("utf")
        ? Buffer.from(text, encoding)
        : Buffer.from(Buffer.from(text).toString(encoding));
      expect(hasTraceOf(secret, inFile)).toBe(true);
      expect(hasTraceOf("q7m2xw8cde4k", inFile)).toBe(false);
    }
  },
);
