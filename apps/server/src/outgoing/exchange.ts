import type { Dispatcher } from "undici";
import { ExchangeError } from "./exchange-error.ts";

export interface Exchange {
  readonly request: Dispatcher.DispatchOptions;
  /** With `status`, the body is dropped, and how it ends does not matter. */
  readonly wants: "text" | "status";
  readonly isSuccess: (status: number) => boolean;
}

/** The body, `""` if only the status was wanted, or why there is none. */
export type Outcome = string | Error;

/** It was given up. The request may or may not have had its effect. */
export class GivenUp extends Error {
  override readonly name = "GivenUp";
}

/**
 * Sends one request and collects its answer. Limiting its size and its time is left to `dispatcher` and the caller.
 *
 * @param ended told of the outcome: once, and not before this function has returned.
 * @returns what gives the exchange up. Even then it ends: at once if it has a connection, or else when it gets one or none.
 */
export function exchange(
  dispatcher: Dispatcher,
  { request, ...wanted }: Exchange,
  ended: (outcome: Outcome) => void,
): () => void {
  let abort: ((reason: Error) => void) | undefined;
  let isGivenUp = false;
  const giveUp = () => {
    isGivenUp = true;
    abort?.(new GivenUp("given up"));
  };

  const chunks: Uint8Array[] = [];
  let remains: Remains | undefined;
  // The older form of handlers, in which undici wraps the newer one: that costs a twentieth of the whole exchange.
  dispatcher.dispatch(request, {
    onConnect(abortRequest) {
      abort = abortRequest;
      if (isGivenUp) giveUp();
    },
    onHeaders(status, headers) {
      if (status < 200) return true; // a hint: the answer is yet to come
      const outcome = judge(wanted, status, headers);
      if (outcome !== undefined) remains = drop(outcome, giveUp);
      return true;
    },
    onData(chunk) {
      if (remains) remains.take(chunk);
      else chunks.push(chunk);
      return true;
    },
    onComplete: () => ended(remains ? remains.end() : decodeUtf8(chunks)),
    // Not at once: undici may be asking, or being asked to give up, at this very moment.
    onError: (error) => queueMicrotask(() => ended(remains ? remains.end() : error)),
  });
  return giveUp;
}

/** The outcome, if the body has no part in it. */
function judge({ wants, isSuccess }: Omit<Exchange, "request">, status: number, headers: readonly Buffer[]) {
  if (!isSuccess(status)) return new ExchangeError("status", `answered ${status}`, status);
  if (wants === "status") return "";
  if (!isEncoded(headers)) return undefined;
  return new ExchangeError("answer", "answered in a content encoding that was not asked for");
}

/** @param headers names and values in turn, as they were sent. */
function isEncoded(headers: readonly Buffer[]): boolean {
  const encodings = headers.filter((_, index) => index % 2 === 1 && isContentEncoding(headers[index - 1]));
  return encodings.some((encoding) => encoding.toString("latin1") !== "identity");
}

const isContentEncoding = (name: Buffer | undefined) =>
  name?.length === "content-encoding".length && name.toString("latin1").toLowerCase() === "content-encoding";

/** A body that nobody wants. */
interface Remains {
  readonly take: (chunk: Uint8Array) => void;
  /** Returns the outcome, which was known before. */
  readonly end: () => Outcome;
}

const maxRemainsBytes = 16 * 1024;
const maxRemainsMilliseconds = 1000;

/** A short body is read to its end, so that the connection can be used again; a long or slow one is given up. */
function drop(outcome: Outcome, giveUp: () => void): Remains {
  const timer = setTimeout(giveUp, maxRemainsMilliseconds).unref();
  let bytes = 0;
  return {
    take: ({ length }) => {
      bytes += length;
      if (bytes > maxRemainsBytes) giveUp();
    },
    end: () => {
      clearTimeout(timer);
      return outcome;
    },
  };
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function decodeUtf8(chunks: readonly Uint8Array[]): Outcome {
  const [first, second] = chunks;
  try {
    return decoder.decode(second ? Buffer.concat(chunks) : first);
  } catch {
    return new ExchangeError("answer", "answered with bytes that are not UTF-8");
  }
}
