import type { Dispatcher } from "undici";
import { type Call, createCall } from "./call.ts";
import { createDeadlines } from "./deadlines.ts";
import { type Exchange, exchange } from "./exchange.ts";
import { ExchangeError, toExchangeError } from "./exchange-error.ts";
import { createLanes } from "./lanes.ts";
import { openPool } from "./pool.ts";

export interface ChannelOptions {
  /** `http:` or `https:`, without a path. */
  readonly origin: string;
  readonly connectTimeoutSeconds: number;
  /** For everything together: waiting for a connection, connecting, asking again, the last byte of the answer. */
  readonly deadlineSeconds: number;
  /** Requests beyond these wait for one of them to end, or to hang for too long: see `createLanes`. */
  readonly maxInFlight: number;
  /** A longer answer is a failure. */
  readonly maxAnswerBytes: number;
  /** With `status`, the body of an answer is dropped, and how it ends does not matter. `text` by default. */
  readonly wants?: Exchange["wants"];
  /** Which statuses mean success; 200 and no other by default. */
  readonly isSuccess?: Exchange["isSuccess"];
}

/** A way to one origin, over kept-alive connections; no proxy, whatever the environment says. */
export interface Channel {
  /**
   * Makes a request and reads the answer. A transport failure is tried again until there were `attempts`, and so is a request
   * that hangs while others wait. Redirects are never followed.
   *
   * @returns the body, `""` if only the status is wanted.
   * @throws {ExchangeError} if there is no answer that means success and can be read.
   */
  send(request: Dispatcher.DispatchOptions, attempts: number): Promise<string>;
  /** Lets requests under way finish, then closes every connection. */
  close(): Promise<void>;
}

export function openChannel(options: ChannelOptions): Channel {
  const pool = openPool(options);
  const lanes = createLanes({ count: options.maxInFlight });
  const { wants = "text", isSuccess = (status) => status === 200, deadlineSeconds } = options;
  const deadlines = createDeadlines<Call>(deadlineSeconds, (call) =>
    call.cutShort(new ExchangeError("timeout", `gave no answer within ${deadlineSeconds} s`)),
  );

  const send = (request: Dispatcher.DispatchOptions, attempts: number) =>
    new Promise<string>((resolve, reject) => {
      const call = createCall({
        attempts,
        lanes,
        start: (ended) => exchange(pool, { request, wants, isSuccess }, ended),
        settle: (outcome) => {
          deadlines.end(call);
          if (typeof outcome === "string") resolve(outcome);
          else reject(toExchangeError(outcome, options.maxAnswerBytes));
        },
      });
      deadlines.begin(call);
      lanes.enter(call);
    });

  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= pool.close();
    return closed;
  };
  return { send, close };
}
