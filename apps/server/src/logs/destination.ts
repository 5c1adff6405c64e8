import { type DestinationStream, pino } from "pino";
import { PinoPretty } from "pino-pretty";

const maxBufferedBytes = 16 * 1024 * 1024;

/**
 * Standard output. Written behind the event loop, so that a reader who does not read holds up nothing, and flushed at
 * exit; of what nobody reads at most 16 MiB are kept.
 *
 * @param format `pretty` is for people; undefined is that on a terminal and `json` elsewhere.
 */
export function standardOutput(format: "json" | "pretty" | undefined): DestinationStream {
  const isPretty = format === undefined ? process.stdout.isTTY : format === "pretty";
  if (isPretty) return PinoPretty({ sync: true, translateTime: "SYS:HH:MM:ss.l", errorLikeObjectKeys: ["error"] });
  return pino.destination({ dest: 1, sync: false, maxLength: maxBufferedBytes });
}
