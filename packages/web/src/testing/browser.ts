import { type CookieClient, createCookieClient } from "@tiauth/client";

/** How a browser reaches the application. */
export type Serve = (request: Request) => Promise<Response>;

export const origin = "https://app.example.com";

/** What a person's browser does for the scripts of the application: keeps cookies, and sends them. */
export function openBrowser(serve: Serve, address = origin) {
  const sameOrigin = { "Sec-Fetch-Site": "same-origin", Origin: address };
  /** Names and values, as the application sees them. */
  const cookies = new Map<string, string>();
  /** The `Set-Cookie` headers and the bodies that came in, newest last. */
  const received: { readonly setCookies: readonly string[]; readonly body: string }[] = [];

  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers({ ...sameOrigin, Cookie: cookieHeader(cookies) });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const response = await serve(new Request(new URL(path, address), { ...init, headers }));
    const setCookies = response.headers.getSetCookie();
    for (const line of setCookies) keep(cookies, line);
    received.push({ setCookies, body: await response.clone().text() });
    return response;
  };
  const client: CookieClient = createCookieClient("/auth", {
    fetch: (path, { method, body, headers }) => request(String(path), { method, body, headers }),
  });
  return { cookies, received, request, client };
}
export type Browser = ReturnType<typeof openBrowser>;

const cookieHeader = (cookies: ReadonlyMap<string, string>) =>
  Array.from(cookies, ([name, value]) => `${name}=${value}`).join("; ");

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = "", value = "", maxAge] = /^([^=]+)=([^;]*);.*Max-Age=(\d+)/.exec(line) ?? [];
  if (Number(maxAge) > 0) cookies.set(name, value);
  else cookies.delete(name);
}
