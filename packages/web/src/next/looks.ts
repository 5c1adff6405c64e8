import type { CookieClient } from "@tiauth/client";

/** The actions that change nothing, neither at the auth server nor a cookie that is good. */
export type Looks = Pick<CookieClient, Extract<keyof CookieClient, `get${string}` | `list${string}`>>;

/**
 * What a page may know of a request. Browsers say with each where it comes from, also with one that follows a link: without
 * that nothing that changes something is done for it.
 */
export function onlyToLook({ url, headers }: Request): Request {
  const kept = new Headers(headers);
  for (const name of ["origin", "sec-fetch-site"]) kept.delete(name);
  return new Request(url, { headers: kept });
}
