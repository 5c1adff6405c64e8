import { createHmac } from "node:crypto";
import type { Page } from "playwright-core";

/** On http without the prefix `__Host-`. */
const name = "tiauth_session_token";

/** The value of the cookie that has the session's token; `""` if the browser has none. */
export async function sessionCookie(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find((cookie) => cookie.name === name)?.value ?? "";
}

/** Gives the browser another one. */
export const setSessionCookie = (page: Page, value: string): Promise<void> =>
  page.context().addCookies([{ name, value, url: new URL(page.url()).origin }]);

/** The same token as if the application had signed it to be good until then. */
export function signAnew(value: string, { until, secret }: { readonly until: Date; readonly secret: string }): string {
  const [id, key] = value.split(".");
  const seconds = Math.floor(until.getTime() / 1000);
  const mac = createHmac("sha256", secret).update(`cookie.${name}.${id}.${key}.${seconds}`).digest("hex");
  return `${id}.${key}.${seconds}.${mac}`;
}
