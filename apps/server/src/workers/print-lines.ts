import type { Readable } from "node:stream";

/**
 * Hands on what comes out of a stream of text line by line, each whole and with its end. Resolves when there is nothing more.
 * A line ends at a line feed and nowhere else: `readline` of Node.js 24 ends it at U+2028 too, which JSON has in its texts.
 */
export function printLines(stream: Readable, print: (line: string) => void): Promise<void> {
  let begun = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    const [first = "", ...others] = text.split("\n");
    const lines = [begun + first, ...others];
    begun = lines.pop() ?? "";
    for (const line of lines) print(`${line}\n`);
  });
  return new Promise((resolve) => {
    stream.once("close", () => {
      if (begun !== "") print(`${begun}\n`);
      resolve();
    });
  });
}
