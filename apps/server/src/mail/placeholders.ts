const placeholder = /\{(\w+)\}/g;

/** The names that stand in braces, in their order, repeated if they are. */
export const placeholdersIn = (text: string): readonly string[] =>
  Array.from(text.matchAll(placeholder), ([, name = ""]) => name);

/**
 * Puts values in the place of placeholders; nothing, where there is no value. In one pass: braces in a value, a name
 * that a user chose for instance, are not taken for placeholders.
 */
export const fill = (text: string, values: Readonly<Record<string, string | undefined>>): string =>
  text.replace(placeholder, (_, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? "") : ""));
