import type * as undici from "undici";
import { connectWithin } from "./connector.ts";
import { Pool } from "./undici.ts";

export interface PoolOptions {
  readonly origin: string;
  readonly maxInFlight: number;
  readonly connectTimeoutSeconds: number;
  /** A longer answer is a failure. */
  readonly maxAnswerBytes: number;
}

/** Kept-alive connections to one origin; no proxy, whatever the environment says. The deadline is the caller's to set. */
export const openPool = ({ origin, maxInFlight, connectTimeoutSeconds, maxAnswerBytes }: PoolOptions): undici.Pool =>
  new Pool(origin, {
    connections: maxInFlight,
    pipelining: 1,
    connect: connectWithin(connectTimeoutSeconds),
    maxResponseSize: maxAnswerBytes,
    // The caller's deadline covers both, drip-fed answers too.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
