import type { Variables } from "./env-file.ts";

/** A variable that a flag of the command line stands for. */
export interface FlagValue {
  readonly variable: string;
  readonly flag: string;
  readonly text: string;
}

/** Where settings come from; the first that has one wins. */
export interface Sources {
  readonly flags: readonly FlagValue[];
  readonly environment: Variables;
  readonly envFile: Variables;
  /** What a command takes for a variable that is not given, by its name without a prefix, instead of the declared fallback. */
  readonly fallbacks?: Variables | undefined;
}

/** What the operator wrote, and under which name, so that a mistake can be found where it was made. */
export interface Given {
  readonly name: string;
  readonly text: string;
}

/** The project's own prefix, then the one that env files of the reference implementation use. */
export const prefixes = ["TIAUTH_", "FAROE_"];

/**
 * Finds a variable: flags win over the environment, which wins over the env file; `TIAUTH_` wins over `FAROE_`.
 * An empty text counts as not given, as Compose files write what they do not set.
 */
export function findGiven(variable: string, { flags, environment, envFile }: Sources): Given | undefined {
  const flag = flags.find((candidate) => candidate.variable === variable);
  if (flag) return { name: flag.flag, text: flag.text };
  const names = prefixes.map((prefix) => prefix + variable);
  for (const variables of [environment, envFile]) {
    const name = names.find((candidate) => variables[candidate]?.trim());
    if (name) return { name, text: variables[name] ?? "" };
  }
  return undefined;
}

/** Names that claim to be settings, under whichever prefix. */
export const prefixedNames = ({ environment, envFile }: Sources): readonly string[] =>
  [...new Set([...Object.keys(environment), ...Object.keys(envFile)])].filter((name) =>
    prefixes.some((prefix) => name.startsWith(prefix)),
  );
