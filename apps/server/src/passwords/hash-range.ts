import { type Dispatcher, errors, Pool } from "undici";
import { connectWithin } from "../outgoing/connector.ts";
import { DeadlineExceeded, withDeadline } from "../outgoing/deadline.ts";
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
  const pool = new Pool(origin, {
    connections: 16,
    connect: connectWithin(deadlineSeconds),
    maxResponseSize: maxAnswerBytes,
    // The deadline covers both, drip-fed answers too.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return async (prefix: string): Promise<HashRange> => {
    const path = `${pathname.replace(/\/+$/, "")}/${prefix}`;
    const headers = { "add-padding": "true", "accept-encoding": "identity", "user-agent": "tiauth" };
    const ask = async (signal: AbortSignal) => readText(await pool.request({ method: "GET", path, headers, signal }));
    try {
      return parse(await withDeadline(deadlineSeconds, ask));
    } catch (error) {
      throw toPwnedPasswordsError(error, deadlineSeconds);
    }
  };
}

async function readText({ statusCode, body }: Dispatcher.ResponseData): Promise<string> {
  if (statusCode === 200) return body.text();
  body.on("error", () => undefined).destroy(); // undici emits one if a body is left unread
  throw new PwnedPasswordsError(`answered ${statusCode}`);
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

/** Takes nothing but a code from a foreign error: undici's parser errors carry the bytes that they stumbled over. */
function toPwnedPasswordsError(error: unknown, deadlineSeconds: number): PwnedPasswordsError {
  if (error instanceof PwnedPasswordsError) return error;
  if (error instanceof DeadlineExceeded) return new PwnedPasswordsError(`gave no answer within ${deadlineSeconds} s`);
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return new PwnedPasswordsError(`answered with more than ${maxAnswerBytes} bytes`);
  return new PwnedPasswordsError(`could not be reached (${codeOf(error)})`);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  const code = "code" in error ? error.code : undefined; // there, but undefined, on some parser errors
  return typeof code === "string" ? code : error.name;
}
