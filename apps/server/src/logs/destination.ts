import { type DestinationStream, pino } from "pino";

/** `pretty` is for people; undefined is that on a terminal and `json` elsewhere. */
export type LogFormat = "json" | "pretty" | undefined;

export const isPretty = (format: LogFormat): boolean =>
  format === undefined ? process.stdout.isTTY === true : format === "pretty";

/** Loaded for those who want it only. */
const loadPretty = () => import("pino-pretty");
const prettyOptions = { translateTime: "SYS:HH:MM:ss.l", errorLikeObjectKeys: ["error"] };

const maxBufferedBytes = 16 * 1024 * 1024;
const settleMilliseconds = 1000;

export interface LogDestination extends DestinationStream {
  /** Resolves when everything was read, or after a second: the rest is given up, so that it cannot keep the process. */
  settle(): Promise<void>;
}

/**
 * Standard output. Written behind the event loop, so that a reader who does not read holds up nothing, and flushed at
 * exit; of what nobody reads at most 16 MiB are kept.
 */
export async function standardOutput(format: LogFormat): Promise<LogDestination> {
  if (isPretty(format)) {
    const { PinoPretty } = await loadPretty();
    return Object.assign(PinoPretty({ ...prettyOptions, sync: true }), { settle });
  }
  const output = pino.destination({ dest: 1, sync: false, maxLength: maxBufferedBytes });
  let isSettled = false;
  return {
    write: (line) => isSettled || output.write(line),
    async settle() {
      isSettled = true;
      await ended(output);
      output.flushSync = () => {}; // at exit it would try again for ever, where nobody reads any more
    },
  };
}

function ended(output: ReturnType<typeof pino.destination>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, settleMilliseconds);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    output.once("close", done);
    output.once("error", done);
    output.end();
  });
}

/** Nothing is under way where every line is written at once. */
const settle = async () => {};

/** Hands every entry on as a text of one or more lines, at once. */
export async function printed(format: LogFormat, print: (text: string) => void): Promise<LogDestination> {
  const show = isPretty(format) ? (await loadPretty()).prettyFactory(prettyOptions) : (entry: string) => entry;
  return { write: (entry) => print(show(entry).trimEnd()), settle };
}
