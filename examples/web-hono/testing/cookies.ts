import { createHmac } from "node:crypto";
import type { Page } from "playwright-core";

/** What a cookie is called that has such a token; on http without the prefix `__Host-`. */
type CookieName = "tiauth_session_token" | "tiauth_signup_token";
const sessionName: CookieName = "tiauth_session_token";

/** The value of a cookie, of the session's by default; `""` if the browser has none. */
export async function cookieOf(page: Page, name: CookieName = sessionName): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find((cookie) => cookie.name === name)?.value ?? "";
}

/** Gives the browser another one. */
export const setCookie = (page: Page, value: string, name: CookieName = sessionName): Promise<void> =>
  page.context().addCookies([{ name, value, url: new URL(page.url()).origin }]);

/** A session's token as if the application had signed it to be good until then. */
export function signAnew(value: string, { until, secret }: { readonly until: Date; readonly secret: string }): string {
  const [id, key] = value.split(".");
  const seconds = Math.floor(until.getTime() / 1000);
  const mac = createHmac("sha256", secret).update(`cookie.${sessionName}.${id}.${key}.${seconds}`).digest("hex");
  return `${id}.${key}.${seconds}.${mac}`;
}
