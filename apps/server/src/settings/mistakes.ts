import type { Remark } from "./read.ts";

/** Lists every mistake with its name (REQUIREMENTS C1), one a line below a heading. */
export function describeMistakes(mistakes: readonly Remark[], where = "the settings"): string {
  const heading = `${mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`} in ${where}:`;
  return [heading, ...mistakes.map(({ name, message }) => `  ${name} ${message}`)].join("\n");
}
