import type { Declarations, Declared } from "./declare.ts";
import { sections } from "./declared.ts";

/** Every setting as plain text, for `--help`. */
export function settingsAsText(): string {
  const lines = rowsBySection().flatMap(({ title, rows }) => [
    `\n${title}:`,
    ...rows.map(({ name, fallback, description }) => `  ${name} (${fallback})\n      ${description}`),
  ]);
  return ["", "Settings (default in brackets), from the environment or the env file:", ...lines].join("\n");
}

/** Every setting as Markdown: a heading of the second level and a table for each section. */
export function settingsAsMarkdown(): string {
  const tables = rowsBySection().map(({ title, rows }) => {
    const lines = rows.map(({ name, fallback, description }) => `| \`${name}\` | ${fallback} | ${description} |`);
    return [`## ${title}`, "", "| variable | default | |", "|---|---|---|", ...lines].join("\n");
  });
  return `${tables.join("\n\n")}\n`;
}

const rowsBySection = () =>
  Object.entries<Declarations>(sections).map(([title, settings]) => ({
    title,
    rows: Object.values(settings).map(toRow),
  }));

const toRow = ({ variable, shownFallback, fallback, description, isSecret }: Declared) => ({
  name: `TIAUTH_${variable}`,
  fallback: shownFallback ?? fallback ?? "–",
  description: isSecret ? `${description} Keep it secret.` : description,
});
