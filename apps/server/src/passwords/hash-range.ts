import { withDeadline } from "../outgoing/deadline.ts";
import { ExchangeError, toExchangeError } from "../outgoing/exchange-error.ts";
import { openPool } from "../outgoing/pool.ts";
import { discard, readText } from "../outgoing/read-answer.ts";
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
  const pool = openPool(origin, { connections: 16, connectTimeoutSeconds: deadlineSeconds, maxAnswerBytes });

  return async (prefix: string): Promise<HashRange> => {
    const path = `${pathname.replace(/\/+$/, "")}/${prefix}`;
    const headers = { "add-padding": "true", "accept-encoding": "identity", "user-agent": "tiauth" };
    const ask = async (signal: AbortSignal) => {
      const answer = await pool.request({ method: "GET", path, headers, signal });
      if (answer.statusCode === 200) return readText(answer);
      await discard(answer);
      throw new ExchangeError("status", `answered ${answer.statusCode}`, answer.statusCode);
    };
    try {
      return parse(await withDeadline(deadlineSeconds, ask));
    } catch (error) {
      throw toPwnedPasswordsError(error, deadlineSeconds);
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

/** The same, said of this service. */
const toPwnedPasswordsError = (error: unknown, deadlineSeconds: number) =>
  error instanceof PwnedPasswordsError
    ? error
    : new PwnedPasswordsError(toExchangeError(error, { deadlineSeconds, maxAnswerBytes }).message);
