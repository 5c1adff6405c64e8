import { openChannel } from "../outgoing/channel.ts";
import { ExchangeError } from "../outgoing/exchange-error.ts";
import { PwnedPasswordsError } from "./pwned-passwords-error.ts";

// Padded answers are about 40 KiB.
const maxAnswerBytes = 256 * 1024;

export interface HashRangeOptions {
  /** Of the range API, without the prefix. */
  readonly url: string;
  /** For everything together: connecting, asking, the last byte of the answer. */
  readonly deadlineSeconds: number;
}

/** The counts by the last 35 digits of the hash, in upper case. */
export type HashRange = ReadonlyMap<string, number>;

/**
 * Asks the range API (https://haveibeenpwned.com/API/v3#PwnedPasswords) over kept-alive connections. The answer is padded,
 * so that its length does not tell somebody on the way which prefix it is for.
 *
 * @returns a function from the first five digits of a SHA-1, in upper case, to all known hashes that begin with them. It
 * rejects with {@link PwnedPasswordsError} if there is no answer with status 200 in the API's form; redirects are not
 * followed.
 */
export function createHashRangeReader({ url, deadlineSeconds }: HashRangeOptions) {
  const { origin, pathname } = new URL(url);
  const { send } = openChannel({
    origin,
    connectTimeoutSeconds: deadlineSeconds,
    deadlineSeconds,
    maxInFlight: 16,
    maxAnswerBytes,
  });
  const headers = { "add-padding": "true", "accept-encoding": "identity", "user-agent": "tiauth" };

  return async (prefix: string): Promise<HashRange> => {
    const path = `${pathname.replace(/\/+$/, "")}/${prefix}`;
    try {
      return parse(await send({ method: "GET", path, headers }, 1));
    } catch (error) {
      throw error instanceof ExchangeError ? new PwnedPasswordsError(error.message) : error;
    }
  };
}

function parse(text: string): HashRange {
  const lines = text.split("\n").map((line) => line.trim());
  return new Map(lines.filter((line) => line !== "").map(parseLine));
}

function parseLine(line: string): [suffix: string, count: number] {
  const [, suffix, count] = /^([0-9A-F]{35}):(\d{1,15})$/i.exec(line) ?? [];
  if (suffix === undefined) throw new PwnedPasswordsError("answered something that is no list of hashes");
  return [suffix.toUpperCase(), Number(count)];
}
