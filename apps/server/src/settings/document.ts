import type { Declared } from "./declare.ts";
import { sections } from "./declared.ts";

const fallbackOf = ({ shownFallback, fallback }: Declared) => shownFallback ?? fallback ?? "–";

/** Every setting as plain text, for `--help`. */
export function settingsAsText(): string {
  const lines = Object.entries<Readonly<Record<string, Declared>>>(sections).flatMap(([title, settings]) => [
    `\n${title}:`,
    ...Object.values(settings).map(
      (setting) => `  TIAUTH_${setting.variable} (${fallbackOf(setting)})\n      ${setting.description}`,
    ),
  ]);
  return ["", "Settings (default in brackets), from the environment or the env file:", ...lines].join("\n");
}

/** Every setting as Markdown: one table per section. */
export function settingsAsMarkdown(): string {
  const tables = Object.entries<Readonly<Record<string, Declared>>>(sections).map(([title, settings]) => {
    const rows = Object.values(settings).map(
      (setting) => `| \`TIAUTH_${setting.variable}\` | ${fallbackOf(setting)} | ${setting.description} |`,
    );
    return [`## ${title}`, "", "| variable | default | |", "|---|---|---|", ...rows].join("\n");
  });
  return tables.join("\n\n");
}
