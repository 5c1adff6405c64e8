import { type AnyAction, type PageActionName, pageActions, wireNames } from "@tiauth/protocol";

/** A kind of token by its name on the wire: every argument and every value of such a name is one. */
export type TokenKind = `${string}_token`;

/** Tokens by their kind. */
export type Tokens = Readonly<Record<TokenKind, string>>;

export const isTokenKind = (name: string): name is TokenKind => name.endsWith("_token");

/** What an action takes, in the order in which the server checks them. Read off the contract, like all of this. */
export const tokensTakenBy = (action: PageActionName): readonly TokenKind[] =>
  wireNames(pageActions[action].arguments).filter(isTokenKind);

export const tokensGivenBy = (action: PageActionName): readonly TokenKind[] =>
  wireNames(pageActions[action].values).filter(isTokenKind);

/** What it answers beside tokens: all that a script may see. */
export const valuesShownBy = (action: PageActionName): readonly string[] =>
  wireNames(pageActions[action].values).filter((name) => !isTokenKind(name));

/** The kind whose record an action ends when it succeeds; undefined if it ends none. */
export function kindEndedBy(action: PageActionName): TokenKind | undefined {
  const [, ended] = /^(?:complete|delete)_(?:all_)?(.+?)s?$/.exec(action) ?? [];
  return tokensTakenBy(action).find((kind) => kind === `${ended}_token`);
}

/** The code with which an action refuses tokens of a kind. One is spelt without the beginning of its kind's name. */
export function refusalOf(action: PageActionName, kind: TokenKind): string {
  const { errors }: AnyAction = pageActions[action];
  return errors.find((code) => isAbout(code, kind)) ?? `invalid_${kind}`;
}

/** The kind of token that a refusal is about: `invalid_session_token`. Undefined for any other. */
export const kindRefusedBy = (action: PageActionName, errorCode: string): TokenKind | undefined =>
  tokensTakenBy(action).find((kind) => isAbout(errorCode, kind));

const isAbout = (code: string, kind: TokenKind) =>
  code.startsWith("invalid_") && isTokenKind(code) && kind.endsWith(code.slice("invalid_".length));
