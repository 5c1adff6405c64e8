import { type DestinationStream, pino } from "pino";
import { PinoPretty } from "pino-pretty";

/** `pretty` is for people; undefined is that on a terminal and `json` elsewhere. */
export type LogFormat = "json" | "pretty" | undefined;

export const isPretty = (format: LogFormat): boolean =>
  format === undefined ? process.stdout.isTTY === true : format === "pretty";

const maxBufferedBytes = 16 * 1024 * 1024;

/**
 * Standard output. Written behind the event loop, so that a reader who does not read holds up nothing, and flushed at
 * exit; of what nobody reads at most 16 MiB are kept.
 */
export function standardOutput(format: LogFormat): DestinationStream {
  if (isPretty(format))
    return PinoPretty({ sync: true, translateTime: "SYS:HH:MM:ss.l", errorLikeObjectKeys: ["error"] });
  return pino.destination({ dest: 1, sync: false, maxLength: maxBufferedBytes });
}
