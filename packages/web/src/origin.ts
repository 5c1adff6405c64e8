/**
 * Whether a request was made by a page of this very origin: as the browser says (`Sec-Fetch-Site`), or by `Origin` where it
 * does not say. Without either, nobody knows: it was not. Of a host that `origins` name no other origin counts: behind a proxy
 * that speaks TLS `url` is that of http, where anybody on the line can have put a page.
 */
export function isSameOrigin({ headers, url }: Request, origins: readonly string[]): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  const own = new URL(url);
  const isNamed = origins.some((each) => new URL(each).hostname === own.hostname);
  return origin !== null && (origins.includes(origin) || (!isNamed && origin === own.origin));
}

const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Whether a request is one of a developer to their own machine, where browsers may not take cookies that are `Secure`. A proxy
 * may have made it look so: then the browser's `Origin` knows better, or what the proxy says that it was asked for.
 */
export function isLocal({ headers, url }: Request, origins: readonly string[]): boolean {
  const { protocol, host, origin } = new URL(url);
  const scheme = headers.get("x-forwarded-proto") ?? protocol.slice(0, -1);
  const asked = `${scheme}://${headers.get("x-forwarded-host") ?? host}`;
  return [origin, asked, headers.get("origin") ?? origin, ...origins].every((each) => loopback.test(each));
}
