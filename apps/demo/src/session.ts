import { goTo } from "./navigation.ts";
import { storedValue } from "./stored-value.ts";

/**
 * The token of the session; undefined while nobody is signed in.
 *
 * Every script on the page can read it here. An application in production should rather keep it where none can: in a
 * cookie (`HttpOnly`, `Secure`, `SameSite=Lax`) behind a server of its own, which puts it into the requests to Tiauth.
 */
export const sessionToken = storedValue(() => localStorage, "tiauth.session_token");

/** The address that was typed last: it need not be typed again on another page, and outlives a reload. */
export const emailAddress = storedValue(() => localStorage, "tiauth.email_address");

export function startSession(token: string): void {
  sessionToken.set(token);
  goTo("#/account");
}

/** Forgets the session in this browser, in all its tabs; the server is not asked. */
export function endSession(notice: string): void {
  sessionToken.set(undefined);
  goTo("#/sign-in", notice);
}
