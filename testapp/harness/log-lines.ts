import type { Readable } from "node:stream";
import { type Arrivals, createArrivals } from "./arrivals.ts";

/** One line of the server's log, as it was written: `level`, `msg`, `action`, … */
export type LogLine = Readonly<Record<string, unknown>>;

export interface LogLines extends Arrivals<LogLine> {
  /** Everything that was printed, line by line, what is no JSON included. */
  readonly output: readonly string[];
}

/** Reads the streams to their ends. A line that is no JSON object is only in `output`. */
export function collectLogLines(streams: readonly Readable[]): LogLines {
  const lines = createArrivals<LogLine>((line) => JSON.stringify(line));
  const output: string[] = [];
  const onLine = (line: string) => {
    output.push(line);
    const parsed = parseLine(line);
    if (parsed) lines.add(parsed);
  };
  for (const stream of streams) readLines(stream, onLine);
  return { ...lines, output };
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}

function parseLine(line: string): LogLine | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "object" && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : undefined;
  } catch {
    return undefined;
  }
}
