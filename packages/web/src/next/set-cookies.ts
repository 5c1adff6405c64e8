import { cookies } from "next/headers.js";
import type { DueCookie } from "../index.ts";

/** In the form that Next.js wants. */
export const toNext = ({ name, value, maxAgeSeconds, secure }: DueCookie) => ({
  name,
  value,
  maxAge: maxAgeSeconds,
  secure,
  httpOnly: true,
  sameSite: "lax" as const, // not any string
  path: "/",
});

/** For server actions and route handlers. */
export async function setCookies(due: readonly DueCookie[]): Promise<void> {
  const jar = await cookies();
  for (const cookie of due) jar.set(toNext(cookie));
}
