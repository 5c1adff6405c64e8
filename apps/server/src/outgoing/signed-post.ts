import { context, propagation } from "@opentelemetry/api";
import { signatureHeader, signRequest } from "@tiauth/protocol";
import { withDeadline } from "./deadline.ts";
import { ExchangeError, toExchangeError } from "./exchange-error.ts";
import { createLanes } from "./lanes.ts";
import { openPool } from "./pool.ts";
import { discard, type ReadAnswer } from "./read-answer.ts";
import { errors } from "./undici.ts";

export interface SignedPostOptions<T> {
  /** `http:` or `https:`. */
  readonly url: string;
  /** Signs every request if there is one. */
  readonly secret: string | undefined;
  /** The time that signatures carry. */
  readonly now: () => Date;
  readonly connectTimeoutSeconds: number;
  /** For everything together: waiting for a connection, connecting, asking again, the last byte of the answer. */
  readonly deadlineSeconds: number;
  /** Requests beyond these wait for one of them to end, or to hang for too long: see `createLanes`. */
  readonly maxInFlight: number;
  /** A longer answer is a failure. */
  readonly maxAnswerBytes: number;
  readonly read: ReadAnswer<T>;
  /** Which statuses mean success; 200 and no other by default. */
  readonly isSuccess?: (status: number) => boolean;
}

export interface SignedPost<T> {
  /**
   * Posts JSON and reads the answer. A transport failure is tried again until there were `attempts`, and so is a request that
   * hangs while others wait.
   *
   * @throws {ExchangeError} if there is no answer with status 200 (or what else means success) that can be read. Redirects are never followed.
   */
  post(body: string, attempts: number): Promise<T>;
  /** Lets requests under way finish, then closes every connection. */
  close(): Promise<void>;
}

/** Posts signed JSON to one URL over kept-alive connections; no proxy, whatever the environment says. */
export function createSignedPost<T>(options: SignedPostOptions<T>): SignedPost<T> {
  const { origin, pathname, search } = new URL(options.url);
  const { isSuccess = (status) => status === 200 } = options;
  const { connectTimeoutSeconds, maxAnswerBytes, maxInFlight } = options;
  const pool = openPool(origin, { connections: maxInFlight, connectTimeoutSeconds, maxAnswerBytes });
  const inLane = createLanes({ count: maxInFlight });

  const ask = async (request: SignedRequest) => {
    const answer = await pool.request({ method: "POST", path: pathname + search, ...request });
    if (isSuccess(answer.statusCode)) return options.read(answer);
    await discard(answer);
    throw new ExchangeError("status", `answered ${answer.statusCode}`, answer.statusCode);
  };

  const post = async (body: string, attempts: number) => {
    const headers = await headersFor(body, options);
    const postOnce = (signal: AbortSignal, isRepeatable: boolean) =>
      inLane({ signal, isRepeatable }, (laneSignal) => ask({ headers, body, signal: laneSignal }));
    const work = (signal: AbortSignal) => repeat(attempts, signal, postOnce);
    try {
      return await withDeadline(options.deadlineSeconds, work);
    } catch (error) {
      throw toExchangeError(error, options);
    }
  };

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= pool.close();
    return closed;
  };
  return { post, close };
}

interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
}

async function headersFor(body: string, { secret, now }: SignedPostOptions<unknown>): Promise<Record<string, string>> {
  const headers = { "content-type": "application/json", accept: "application/json", "accept-encoding": "identity" };
  // While spans are recorded: `traceparent`, so that the backend's spans can stand below ours (W3C Trace Context).
  propagation.inject(context.active(), headers);
  return secret === undefined ? headers : { ...headers, [signatureHeader]: await signRequest(body, secret, now()) };
}

type Attempt<T> = (signal: AbortSignal, isRepeatable: boolean) => Promise<T>;

async function repeat<T>(attempts: number, signal: AbortSignal, attempt: Attempt<T>): Promise<T> {
  try {
    return await attempt(signal, attempts > 1);
  } catch (error) {
    if (attempts <= 1 || signal.aborted || !isTransportFailure(error)) throw error;
    return repeat(attempts - 1, signal, attempt);
  }
}

const isTransportFailure = (error: unknown) =>
  !(error instanceof ExchangeError || error instanceof errors.ResponseExceededMaxSizeError);
