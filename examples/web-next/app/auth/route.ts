import { auth } from "../../lib/auth";

/** For scripts in the browser: `createCookieClient("/auth")` of @tiauth/client. The pages here have none. */
export const POST = auth.route;
