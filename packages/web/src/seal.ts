import { isSameMac, macOf } from "@tiauth/protocol";

/** A token as it stands in a cookie. */
export interface Sealed {
  readonly token: string;
  /** Unix seconds; the cookie is stale from then on. */
  readonly until: number;
}

/** The name of the cookie is signed too: none can stand in for another. */
const textOf = (name: string, { token, until }: Sealed) => `cookie.${name}.${token}.${until}`;

/** `<token>.<unix seconds>.<64 hex digits>`, signed with HMAC-SHA-256. The token must be one by {@link isToken}. */
export const seal = async (name: string, sealed: Sealed, secret: string): Promise<string> =>
  `${sealed.token}.${sealed.until}.${await macOf(textOf(name, sealed), secret)}`;

/** Whether it is of a form that a cookie can hold: nothing in it can end the cookie, or the header. */
export const isToken = (token: unknown): token is string =>
  typeof token === "string" && /^[A-Za-z0-9._~-]{1,256}$/.test(token);

export interface Opened extends Sealed {
  /** Which of the secrets it was signed with; 0 is the one that signs. */
  readonly secretIndex: number;
}

/** What was sealed; undefined if none of the secrets signed it under this name, or if it is stale. */
export async function open(
  { name, value, now }: { readonly name: string; readonly value: string; readonly now: Date },
  secrets: readonly string[],
): Promise<Opened | undefined> {
  const [, token = "", seconds, mac = ""] = /^([\w.~-]{1,256})\.(\d{1,12})\.([0-9a-f]{64})$/.exec(value) ?? [];
  const sealed = { token, until: Number(seconds) };
  if (mac === "" || sealed.until <= now.getTime() / 1000) return undefined;
  for (const [secretIndex, secret] of secrets.entries())
    if (isSameMac(mac, await macOf(textOf(name, sealed), secret))) return { ...sealed, secretIndex };
  return undefined;
}
