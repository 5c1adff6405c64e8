/**
 * A path of this origin, with its query and fragment: `next` if it is one, otherwise `fallback`. What leads elsewhere, or
 * might for some browser, is none: another host, `//host`, backslashes, control characters.
 *
 * @param next from a query or a form: whatever somebody wrote there.
 */
export function checkedPath(next: unknown, fallback = "/"): string {
  if (typeof next !== "string" || next.length > maxCharacters || !isPath(next)) return fallback;
  const { pathname, search, hash } = new URL(next, "http://this.invalid");
  const path = pathname + search + hash;
  return isPath(path) ? path : fallback; // `/.//host` became `//host`
}

const maxCharacters = 2000;

/** One slash and no second one; nothing that browsers take for a slash, or leave out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
const isPath = (text: string) => /^\/(?!\/)[^\\\u0000-\u0020\u007f]*$/.test(text);

/** 303 to a path of this origin, to be looked at with GET. A `next` that is none leads to `fallback`. */
export const redirectTo = (next: unknown, fallback = "/"): Response =>
  new Response(null, { status: 303, headers: { Location: checkedPath(next, fallback), "Cache-Control": "no-store" } });

/**
 * To where one signs in, and back from there if the request was a look.
 *
 * @throws {RangeError} if `signInPath` is no path of this origin.
 */
export function redirectToSignIn({ method, url }: Request, signInPath: string): Response {
  if (checkedPath(signInPath, "") === "") throw new RangeError("`signInPath` must be a path of this origin: /signin");
  if (method !== "GET" && method !== "HEAD") return redirectTo(signInPath);
  const { pathname, search } = new URL(url);
  const next = encodeURIComponent(checkedPath(pathname + search));
  return redirectTo(`${signInPath}${signInPath.includes("?") ? "&" : "?"}next=${next}`, signInPath);
}
