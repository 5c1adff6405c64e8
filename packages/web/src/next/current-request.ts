import { cookies, headers } from "next/headers.js";

/**
 * The request that is being answered, as the person's browser sent it, with the cookies as they are by now: a server action
 * may have changed them, or the proxy. Next.js shows no `Request` to pages and actions.
 */
export async function currentRequest(): Promise<Request> {
  const [sent, jar] = await Promise.all([headers(), cookies()]);
  const copy = new Headers(sent);
  copy.set("cookie", cookieHeader(jar.getAll()));
  return new Request(originOf(copy), { headers: copy });
}

/** Those that were deleted meanwhile are empty. */
const cookieHeader = (all: readonly { readonly name: string; readonly value: string }[]) =>
  all
    .filter(({ value }) => value !== "")
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join("; ");

/** A request that Next.js hands out, at the address that the browser used: Next.js puts its own host and port there. */
export function asSent(request: Request): Request {
  const { pathname, search } = new URL(request.url);
  return new Request(new URL(pathname + search, originOf(request.headers)), request);
}

/** `next start` sets both headers itself, unless a proxy in front of it has set them. */
function originOf(headers: Headers): string {
  const host = first(headers.get("x-forwarded-host")) ?? headers.get("host");
  const origin = `${first(headers.get("x-forwarded-proto")) ?? "http"}://${host}`;
  return URL.canParse(origin) ? origin : "http://unknown.invalid";
}

/** Of several proxies the outermost one comes first. */
const first = (header: string | null) => header?.split(",")[0]?.trim();
