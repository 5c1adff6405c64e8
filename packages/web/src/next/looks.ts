import type { CookieClient } from "@tiauth/client";
import { Unanswered, type Visit } from "../index.ts";

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

export interface LookOptions<Result> {
  readonly visit: (request: Request) => Visit;
  readonly ask: (client: Looks) => Promise<Result>;
}

/**
 * Asks for a request of {@link onlyToLook}. A cookie that is forged or stale counts as missing: a page cannot clear it, and who
 * has it would see nothing but an error there until it goes.
 */
export async function look<Result>(request: Request, { visit, ask }: LookOptions<Result>): Promise<Result> {
  const { client, dueCookies } = visit(request);
  try {
    return await ask(client);
  } catch (error) {
    if (!(error instanceof Unanswered) || error.code !== "invalid_cookie") throw error;
    const cleared = dueCookies().filter(({ value }) => value === "");
    return look(without(new Set(cleared.map(({ name }) => name)), request), { visit, ask });
  }
}

function without(names: ReadonlySet<string>, { url, headers }: Request): Request {
  const kept = new Headers(headers);
  const cookies = headers.get("cookie")?.split("; ") ?? [];
  kept.set("cookie", cookies.filter((cookie) => !names.has(cookie.split("=")[0] ?? "")).join("; "));
  return new Request(url, { headers: kept });
}
