import { type CrossCheck, mistakenCombinations, riskyCombinations } from "./cross-checks.ts";
import type { Declared } from "./declare.ts";
import { type DeclaredValues, declared, type SettingName } from "./declared.ts";
import { nearest } from "./nearest.ts";
import { resolve, type Settings } from "./resolve.ts";
import { findGiven, prefixedNames, prefixes, type Sources } from "./sources.ts";

/** Something about one setting, under the name that the operator gave it. Never holds a value. */
export interface Remark {
  readonly name: string;
  readonly message: string;
}

/** Either all settings, or everything that is wrong with them. */
export type SettingsRead =
  | { readonly settings: Settings; readonly warnings: readonly Remark[] }
  | { readonly mistakes: readonly Remark[] };

/** Reads, checks and completes all settings. Every mistake is found at once (REQUIREMENTS C1). */
export function readSettings(sources: Sources): SettingsRead {
  const { values, mistakes } = readValues(sources);
  const isRead = ({ involves }: CrossCheck) => involves.every((name) => !mistakes.has(name));
  // What a cross-check involves was read; it looks at nothing else.
  const settings = resolve(values as unknown as DeclaredValues);
  const broken = (checks: readonly CrossCheck[]) =>
    checks.filter((check) => isRead(check) && check.isBroken(settings)).map((check) => remarkOn(check, sources));

  const allMistakes = [...mistakes.values(), ...broken(mistakenCombinations)];
  if (allMistakes.length > 0) return { mistakes: allMistakes };
  return { settings, warnings: [...unknownNames(sources), ...broken(riskyCombinations)] };
}

function readValues(sources: Sources) {
  const values: Record<string, unknown> = {};
  const mistakes = new Map<string, Remark>();
  for (const [setting, { variable, format, fallback, isSecret }] of Object.entries<Declared>(declared)) {
    const given = findGiven(variable, sources);
    const text = (isSecret ? given?.text : given?.text.trim()) ?? sources.fallbacks?.[variable] ?? fallback;
    values[setting] = undefined;
    if (text === undefined) continue;
    const read = format.safeParse(text);
    if (read.success) values[setting] = read.data;
    else mistakes.set(setting, { name: given?.name ?? `TIAUTH_${variable}`, message: messageOf(read.error) });
  }
  return { values, mistakes };
}

const messageOf = ({ issues }: { readonly issues: readonly { readonly message: string }[] }) =>
  issues.map(({ message }) => message).join("; ");

function remarkOn({ involves: [blamed], message }: CrossCheck, sources: Sources): Remark {
  return { name: nameOf(blamed, sources), message };
}

function nameOf(setting: SettingName, sources: Sources): string {
  const { variable } = declared[setting];
  return findGiven(variable, sources)?.name ?? `TIAUTH_${variable}`;
}

function unknownNames(sources: Sources): Remark[] {
  const variables = Object.values<Declared>(declared).map(({ variable }) => variable);
  const known = prefixes.flatMap((prefix) => variables.map((variable) => prefix + variable));
  return prefixedNames(sources)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return { name, message: `is not a setting${meant ? `; did you mean ${meant}?` : ""}` };
    });
}
