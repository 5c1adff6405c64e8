import * as z from "zod/mini";
import { fromBase64, toBase64 } from "./base64.ts";
import { encode, safeDecode } from "./codec.ts";
import { isStamped, stamp, type TextAt } from "./stamp.ts";
import { text, wire } from "./wire.ts";

/**
 * The header in which a backend that forwards a request says who sent it:
 * `t=<unix seconds>,v1=<64 hex digits>,c=<base64url of JSON>`.
 */
export const clientContextHeader = "Tiauth-Client-Context";

/** Who sent a request, as whoever forwards it knows. What is not known is left out. */
export interface ClientContext {
  /** Their IP address. */
  readonly clientAddress?: string | undefined;
  /** Their `User-Agent` header. */
  readonly userAgent?: string | undefined;
  /** Their `Accept-Language` header. */
  readonly acceptLanguage?: string | undefined;
}

const contextSchema = wire({
  client_address: z.optional(text("An IP address.")),
  user_agent: z.optional(text("The header of this name.")),
  accept_language: z.optional(text("The header of this name.")),
});

const toleranceSeconds = 300;

/** Headers of the same request carry it: it must have room there. No browser sends anything as long. */
const maxCharacters = 1000;

/** Neither the context nor the time nor the body can be exchanged, and no signature of another kind fits. */
const textOf =
  (encoded: string, body: string): TextAt =>
  (timestampSeconds) =>
    `client-context.${timestampSeconds}.${encoded}.${body}`;

export interface SignClientContextOptions {
  /** The body exactly as it is sent. */
  readonly body: string;
  /** The secret shared with Tiauth, `TIAUTH_USER_SERVER_SECRET`. */
  readonly secret: string;
  /** Now by default. */
  readonly now?: Date | undefined;
}

/**
 * The value of {@link clientContextHeader} for one request: HMAC-SHA-256 over `client-context.<unix seconds>.<c>.<body>`,
 * keyed with the shared secret. It holds for five minutes and for this body only. Of each field the first 1,000
 * characters are taken. Rejects if the secret is empty.
 *
 * @param context must be what the caller has seen itself: the server believes it.
 */
export async function signClientContext(
  context: ClientContext,
  { body, secret, now = new Date() }: SignClientContextOptions,
): Promise<string> {
  const encoded = toBase64Url(JSON.stringify(encode(contextSchema, cut(context))));
  return `${await stamp(textOf(encoded, body), secret, now)},c=${encoded}`;
}

const cut = ({ clientAddress, userAgent, acceptLanguage }: ClientContext): ClientContext => ({
  clientAddress: clientAddress?.slice(0, maxCharacters).toWellFormed(),
  userAgent: userAgent?.slice(0, maxCharacters).toWellFormed(),
  acceptLanguage: acceptLanguage?.slice(0, maxCharacters).toWellFormed(),
});

export interface SignedClientContext {
  /** The value of {@link clientContextHeader}. */
  readonly header: string;
  /** The body exactly as it was received. */
  readonly body: string;
  /** The secret shared with the backend. */
  readonly secret: string;
  /** The time of receipt; now by default. */
  readonly now?: Date | undefined;
}

/**
 * The context of a request, if it was signed with the secret for this body, lately; otherwise undefined. A malformed
 * header is undefined, an empty secret rejects.
 */
export async function readClientContext(request: SignedClientContext): Promise<ClientContext | undefined> {
  const { header, body, secret, now = new Date() } = request;
  const match = /^(t=\d+,v1=[0-9a-f]+),c=([\w-]*)$/.exec(header);
  if (!match?.[1] || !match[2]) return undefined;
  const [, stamp, encoded] = match;
  const isSigned = await isStamped({ stamp, textAt: textOf(encoded, body), secret, now, toleranceSeconds });
  return isSigned ? parse(encoded) : undefined;
}

/** Whoever knows the secret may still have made it otherwise. */
function parse(encoded: string): ClientContext | undefined {
  try {
    const context = safeDecode(contextSchema, JSON.parse(fromBase64Url(encoded)));
    return context.success ? context.data : undefined;
  } catch {
    return undefined;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

const toBase64Url = (json: string) =>
  toBase64(encoder.encode(json)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

function fromBase64Url(encoded: string): string {
  const missing = (4 - (encoded.length % 4)) % 4;
  return decoder.decode(fromBase64(encoded.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat(missing)));
}
