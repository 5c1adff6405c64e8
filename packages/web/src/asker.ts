import type { ClientContext } from "@tiauth/protocol";
import { createJar, type Jar } from "./jar.ts";
import type { Settings } from "./options.ts";
import { isLocal } from "./origin.ts";

/** Who asks for something: their cookies, and what the auth server may know about them. */
export interface Asker {
  readonly jar: Jar;
  readonly context: ClientContext;
}

/** What the server that took a request knows about who sent it. */
export interface Sender {
  /** The IP address at the other end of the connection, or before the proxies that are trusted. */
  readonly clientAddress?: string | undefined;
}

/** Tells who asks by their request. Warns at the first one whose cookies are not `Secure`. */
export function createAskers(settings: Settings): (request: Request, sender?: Sender) => Asker {
  const { secrets, origins, cookiePrefix, isDevelopment, warn, now, clientAddress } = settings;
  let hasWarned = false;

  return (request, sender = {}) => {
    const secure = !(isDevelopment && isLocal(request, origins));
    if (!secure && !hasWarned) {
      hasWarned = true;
      warn(insecure);
    }
    const header = (name: string) => request.headers.get(name) ?? undefined;
    const prefix = `${secure ? "__Host-" : ""}${cookiePrefix}`;
    return {
      jar: createJar({ header: header("cookie") ?? "", secrets, prefix, secure, now }),
      context: {
        clientAddress: clientAddress?.(request) ?? sender.clientAddress,
        userAgent: header("user-agent"),
        acceptLanguage: header("accept-language"),
      },
    };
  };
}

const insecure =
  "Tiauth: cookies on http://localhost are neither Secure nor __Host-: for development only. " +
  "In production serve https and set NODE_ENV=production, or tell createWebAuth the `origins` that people use.";
