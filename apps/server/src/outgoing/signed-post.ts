import { context, propagation } from "@opentelemetry/api";
import { signatureHeader, signRequest } from "@tiauth/protocol";
import { type ChannelOptions, openChannel } from "./channel.ts";

export interface SignedPostOptions extends Omit<ChannelOptions, "origin"> {
  /** `http:` or `https:`. */
  readonly url: string;
  /** Signs every request if there is one. */
  readonly secret: string | undefined;
  /** The time that signatures carry. */
  readonly now: () => Date;
}

export interface SignedPost {
  /** Posts JSON as `Channel.send` makes requests. */
  post(body: string, attempts: number): Promise<string>;
  /** Lets requests under way finish, then closes every connection. */
  close(): Promise<void>;
}

/** Posts signed JSON to one URL over kept-alive connections; no proxy, whatever the environment says. */
export function createSignedPost({ url, secret, now, ...options }: SignedPostOptions): SignedPost {
  const { origin, pathname, search } = new URL(url);
  const { send, close } = openChannel({ origin, ...options });
  const path = pathname + search;

  const post = async (body: string, attempts: number) => {
    const headers: Record<string, string> = { ...jsonHeaders };
    if (secret !== undefined) headers[signatureHeader] = await signRequest(body, secret, now());
    // While spans are recorded: `traceparent`, so that the backend's spans can stand below ours (W3C Trace Context).
    propagation.inject(context.active(), headers);
    return send({ method: "POST", path, headers, body }, attempts);
  };
  return { post, close };
}

const jsonHeaders = { "content-type": "application/json", accept: "application/json", "accept-encoding": "identity" };
