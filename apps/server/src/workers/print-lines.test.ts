import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createLogs } from "../logs/logs.ts";
import { printLines } from "./print-lines.ts";

/** The lines that are handed on of what arrives in these pieces. */
async function linesOf(...pieces: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
  const [stream, lines] = [new PassThrough(), [] as string[]];
  const printed = printLines(stream, (line) => lines.push(line));
  for (const piece of pieces) stream.write(piece);
  stream.end();
  await printed;
  return lines;
}

test("C2: an entry of a worker's log stays one line, whatever stands in it", async () => {
  const entries: string[] = [];
  const logs = createLogs({ level: "info", destination: { write: (entry) => void entries.push(entry) } });
  logs.warn("one\u2028two\u2029three\u0085four\r\nfive\rsix");
  expect(await linesOf(...entries)).toEqual(entries);
});

test("lines are whole wherever they were cut into pieces, and the last one needs no end", async () => {
  const bytes = Buffer.from("größer\n");
  expect(await linesOf("a", "b\nc\n\nd", bytes.subarray(0, 3), bytes.subarray(3), "end")).toEqual([
    "ab\n",
    "c\n",
    "\n",
    "dgrößer\n",
    "end\n",
  ]);
  expect(await linesOf()).toEqual([]);
});
