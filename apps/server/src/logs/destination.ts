import { type DestinationStream, pino } from "pino";
import { PinoPretty, prettyFactory } from "pino-pretty";

/** `pretty` is for people; undefined is that on a terminal and `json` elsewhere. */
export type LogFormat = "json" | "pretty" | undefined;

export const isPretty = (format: LogFormat): boolean =>
  format === undefined ? process.stdout.isTTY === true : format === "pretty";

const prettyOptions = { translateTime: "SYS:HH:MM:ss.l", errorLikeObjectKeys: ["error"] };

const maxBufferedBytes = 16 * 1024 * 1024;

/**
 * Standard output. Written behind the event loop, so that a reader who does not read holds up nothing, and flushed at
 * exit; of what nobody reads at most 16 MiB are kept.
 */
export function standardOutput(format: LogFormat): DestinationStream {
  if (isPretty(format)) return PinoPretty({ ...prettyOptions, sync: true });
  return pino.destination({ dest: 1, sync: false, maxLength: maxBufferedBytes });
}

/** Hands every entry on as a text of one or more lines, at once. */
export function printed(format: LogFormat, print: (text: string) => void): DestinationStream {
  const show = isPretty(format) ? prettyFactory(prettyOptions) : (entry: string) => entry;
  return { write: (entry) => print(show(entry).trimEnd()) };
}
