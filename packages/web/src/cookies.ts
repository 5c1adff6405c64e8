/** A cookie that the next response has to set. It is HttpOnly, SameSite=Lax and of the path `/`. */
export interface DueCookie {
  readonly name: string;
  /** Letters, digits and `.`, `_`, `~`, `-`; empty if the cookie is to go. */
  readonly value: string;
  /** 0 if the cookie is to go. */
  readonly maxAgeSeconds: number;
  readonly secure: boolean;
}

/** The value of a `Set-Cookie` header. */
export const setCookie = ({ name, value, maxAgeSeconds, secure }: DueCookie): string =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;

/** All values that a `Cookie` header has under a name, each once: a browser may send two of the same name. */
export function cookieValues(header: string, name: string): readonly string[] {
  const values = header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return [...new Set(values)];
}

/** The `Set-Cookie` headers that are still to be added to those that a response has. */
export function missingCookies(due: readonly DueCookie[], present: readonly string[]): readonly string[] {
  return due.map(setCookie).filter((line) => !present.includes(line));
}

/**
 * The response, or if cookies are due a copy that sets them. It is for one person then: a cache that kept it would give their
 * session to others.
 */
export function withCookies(response: Response, due: readonly DueCookie[]): Response {
  const lines = missingCookies(due, response.headers.getSetCookie());
  if (lines.length === 0 || response.status < 200) return response; // an upgrade cannot be copied
  const copy = new Response(response.body, response);
  for (const line of lines) copy.headers.append("Set-Cookie", line);
  copy.headers.set("Cache-Control", "no-store");
  return copy;
}
