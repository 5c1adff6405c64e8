import { NotConnected } from "./connector.ts";
import { errors } from "./undici.ts";

/**
 * Why a request brought nothing:
 * - `connection`: there was none; the request surely did not arrive.
 * - `transport`: the connection broke; the request may or may not have arrived.
 * - `timeout`: the deadline came first; the same.
 * - `status`: answered, but not with success; {@link ExchangeError.status} has it.
 * - `answer`: answered with success and something that cannot be read.
 */
export type ExchangeFailure = "connection" | "transport" | "timeout" | "status" | "answer";

/** A request that failed. The message says what the other side did, "answered 500" for instance; never a body or a secret. */
export class ExchangeError extends Error {
  override readonly name = "ExchangeError";
  readonly failure: ExchangeFailure;
  readonly status: number | undefined;

  constructor(failure: ExchangeFailure, message: string, status?: number) {
    super(message);
    this.failure = failure;
    this.status = status;
  }
}

/** Takes only the code of a foreign error: undici's parser errors carry the bytes that they stumbled over. */
export function toExchangeError(error: Error, maxAnswerBytes: number): ExchangeError {
  if (error instanceof ExchangeError) return error;
  if (error instanceof errors.ResponseExceededMaxSizeError)
    return new ExchangeError("answer", `answered with more than ${maxAnswerBytes} bytes`);
  const failure = error instanceof NotConnected ? "connection" : "transport";
  return new ExchangeError(failure, `could not be reached (${nameOf(error)})`);
}

const nameOf = (error: Error) => ("code" in error && typeof error.code === "string" ? error.code : error.name);
