import { Writable } from "node:stream";
import { type DestinationStream, pino } from "pino";
import { PinoPretty } from "pino-pretty";

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

/** Hands every entry on, without the line break at its end. */
export function printed(format: LogFormat, print: (text: string) => void): DestinationStream {
  const write = (text: string) => print(text.trimEnd());
  if (!isPretty(format)) return { write };
  const destination = new Writable({
    write(chunk, _encoding, done) {
      write(String(chunk));
      done();
    },
  });
  return PinoPretty({ ...prettyOptions, destination });
}
