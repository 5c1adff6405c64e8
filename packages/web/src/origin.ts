/**
 * Whether a request was made by a page of this very origin: as the browser says (`Sec-Fetch-Site`), or by `Origin` where it
 * does not say. Without either, nobody knows: it was not.
 */
export function isSameOrigin({ headers, url }: Request, origins: readonly string[]): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  return origin !== null && (origin === new URL(url).origin || origins.includes(origin));
}

const loopback = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Whether a request is one of a developer to their own machine, where browsers may not take cookies that are `Secure`. */
export function isLocal({ headers, url }: Request, origins: readonly string[]): boolean {
  const known = [new URL(url).origin, ...origins];
  // A proxy that passes another host on than the browser's: the browser knows better.
  const origin = headers.get("origin");
  if (origin !== null && origin !== "null") known.push(origin);
  return known.every((each) => loopback.test(each));
}
