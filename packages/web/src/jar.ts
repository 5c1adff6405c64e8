import { cookieValues, type DueCookie } from "./cookies.ts";
import { open, seal } from "./seal.ts";
import type { TokenKind } from "./tokens.ts";

/** A token that a request has; or none of this kind; or a cookie that is forged or stale, which is to go. */
export type Found =
  | { readonly state: "good"; readonly token: string }
  | { readonly state: "missing" }
  | { readonly state: "refused" };

/** The tokens of one request, and the cookies that became due since. */
export interface Jar {
  /** Looks at what was put or cleared meanwhile first, so that one request can go through many steps. */
  find(kind: TokenKind): Promise<Found>;
  put(kind: TokenKind, token: string, lifetimeSeconds: number): Promise<void>;
  clear(kind: TokenKind): void;
  due(): readonly DueCookie[];
}

export interface JarOptions {
  /** The request's `Cookie` header. */
  readonly header: string;
  /** The first signs, all verify. */
  readonly secrets: readonly string[];
  /** What the cookies' names start with. */
  readonly prefix: string;
  readonly secure: boolean;
  readonly now: () => Date;
}

/** Browsers keep a cookie for 400 days at most. How long a session lives is the auth server's to know. */
export const sessionCookieSeconds = 400 * 24 * 60 * 60;

export function createJar({ header, secrets, prefix, secure, now }: JarOptions): Jar {
  const [secret = ""] = secrets;
  const found = new Map<TokenKind, Promise<Found>>();
  const due = new Map<TokenKind, DueCookie>();
  const nameOf = (kind: TokenKind) => prefix + kind;
  const nowSeconds = () => Math.floor(now().getTime() / 1000);

  const discard = (kind: TokenKind) => due.set(kind, { name: nameOf(kind), value: "", maxAgeSeconds: 0, secure });
  const keep = async (kind: TokenKind, token: string, lifetimeSeconds: number) => {
    const name = nameOf(kind);
    const value = await seal(name, { token, until: nowSeconds() + lifetimeSeconds }, secret);
    due.set(kind, { name, value, maxAgeSeconds: lifetimeSeconds, secure });
  };

  const look = async (kind: TokenKind): Promise<Found> => {
    const name = nameOf(kind);
    const values = cookieValues(header, name);
    if (values.length === 0) return { state: "missing" };
    // Of two that differ somebody else put one there, and nobody can tell which: together they are none.
    const opened = await open({ name, value: values.join(), now: now() }, secrets);
    if (!opened) {
      discard(kind);
      return { state: "refused" };
    }
    const leftSeconds = opened.until - nowSeconds();
    const isOld = kind === "session_token" && leftSeconds < sessionCookieSeconds / 2;
    if ((isOld || opened.secretIndex > 0) && !due.has(kind))
      await keep(kind, opened.token, kind === "session_token" ? sessionCookieSeconds : leftSeconds);
    return { state: "good", token: opened.token };
  };

  return {
    find(kind) {
      const known = found.get(kind) ?? look(kind);
      found.set(kind, known);
      return known;
    },
    put(kind, token, lifetimeSeconds) {
      found.set(kind, Promise.resolve({ state: "good", token }));
      return keep(kind, token, lifetimeSeconds);
    },
    clear(kind) {
      found.set(kind, Promise.resolve({ state: "missing" }));
      discard(kind);
    },
    due: () => [...due.values()],
  };
}
