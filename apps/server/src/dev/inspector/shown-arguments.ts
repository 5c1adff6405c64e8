import { actions, type Catalog } from "@tiauth/protocol";
import * as z from "zod";

/** An argument as it may be shown. */
export interface ShownArgument {
  readonly name: string;
  /** Never a secret: an id, the id part of a token, dots for anything else that is secret. */
  readonly value: string;
}

const dots = "••••••••";
const maxLetters = 100;

/** The declared arguments that were given to an action, in the contract's order. None for an action that is not in it. */
export function showArguments(action: string, given: Readonly<Record<string, unknown>>): readonly ShownArgument[] {
  const names = declaredNames(actions, action);
  return names.flatMap((name) => (Object.hasOwn(given, name) ? [{ name, value: show(name, given[name]) }] : []));
}

/** The arguments of an action, by the contract. */
function declaredNames(catalog: Catalog, action: string): readonly string[] {
  const declared = Object.hasOwn(catalog, action) ? catalog[action] : undefined;
  if (!declared) return [];
  return Object.keys(z.toJSONSchema(declared.arguments, { io: "input" }).properties ?? {});
}

/** In the contract addresses end in `email_address`, tokens in `_token`, ids in `_id`; anything else is taken for a secret. */
function show(name: string, value: unknown): string {
  if (typeof value !== "string") return `not a text but ${value === null ? "null" : typeof value}`;
  if (name.endsWith("email_address")) return value.slice(0, maxLetters);
  if (name.endsWith("_token")) return showToken(value);
  if (name.endsWith("_id")) return isId.test(value) ? value : dots; // it may be a token by mistake
  return dots;
}

const isId = /^[a-z2-9]{24}$/;

/** `<id>.<secret>`: the id is public. */
function showToken(token: string): string {
  const [, id] = /^([a-z2-9]{24})\.[a-z2-9]{24}$/.exec(token) ?? [];
  return id ? `${id}.${dots}` : dots;
}
