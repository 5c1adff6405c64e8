import { type NextRequest, NextResponse } from "next/server.js";
import type { Visit } from "../index.ts";
import { toNext } from "./set-cookies.ts";

/** Lets through who has the cookie of a session, and what is posted: server actions find out for themselves. */
export async function guard(request: NextRequest, visit: Visit, signInPath: string): Promise<NextResponse> {
  const isLook = request.method === "GET" || request.method === "HEAD";
  const passes = (await visit.hasSessionCookie()) || !isLook;
  const response = passes ? NextResponse.next() : toSignIn(request, signInPath);
  const due = visit.dueCookies();
  // As cookies, not as headers: Next.js shows them to the page, too.
  for (const cookie of due) response.cookies.set(toNext(cookie));
  // It is for one person: a cache that kept it would give their session to others.
  if (due.length > 0) response.headers.set("Cache-Control", "no-store");
  return response;
}

function toSignIn({ nextUrl }: NextRequest, signInPath: string): NextResponse {
  const url = nextUrl.clone(); // which knows the application's `basePath`
  url.pathname = signInPath;
  url.search = `?next=${encodeURIComponent(nextUrl.pathname + nextUrl.search)}`;
  return NextResponse.redirect(url, 303);
}
