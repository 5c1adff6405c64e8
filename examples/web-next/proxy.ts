import { auth } from "./lib/auth";

/** Leads people without a session to where they sign in, and back from there. The pages themselves ask whether it stands. */
export const proxy = auth.proxy;

export const config = { matcher: ["/account/:path*", "/devices/:path*"] };
