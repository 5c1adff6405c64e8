import type { Dispatcher } from "undici";
import { ExchangeError } from "./exchange-error.ts";

/** Turns the answer to a POST into what the caller wants of it; the status is 200. */
export type ReadAnswer<T> = (answer: Dispatcher.ResponseData) => Promise<T>;

/** The answer as text. Its size is the connection pool's to limit. */
export const readText: ReadAnswer<string> = async ({ headers, body }) => {
  if ((headers["content-encoding"] ?? "identity") !== "identity") {
    dropBody(body);
    throw new ExchangeError("answer", "answered in a content encoding that was not asked for");
  }
  return decodeUtf8(await body.bytes());
};

/** Nothing: the status said it all. A short body is read to its end, so that the connection can be used again. */
export const discard: ReadAnswer<void> = async ({ body }) => {
  const signal = AbortSignal.timeout(1000);
  // Too long, too slow or cut off: none of it matters to a caller who wants no body.
  await body.dump({ limit: 16 * 1024, signal }).catch(() => undefined);
};

/** undici emits an error on a body that is destroyed before its end; nobody else listens to it. */
const dropBody = (body: Dispatcher.ResponseData["body"]) => body.on("error", () => undefined).destroy();

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ExchangeError("answer", "answered with bytes that are not UTF-8");
  }
}
