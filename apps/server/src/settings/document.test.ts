import { expect, test } from "vitest";
import type { Declared } from "./declare.ts";
import { declared, sections } from "./declared.ts";
import { settingsAsMarkdown, settingsAsText } from "./document.ts";

const variables = Object.values(declared).map(({ variable }) => variable);

test("no variable is declared twice, and every one stands in a section", () => {
  expect(new Set(variables).size).toBe(variables.length);
  const inSections = Object.values(sections).flatMap((section) => Object.keys(section));
  expect(inSections.sort()).toEqual(Object.keys(declared).sort());
});

test("both forms have one row for every variable", () => {
  for (const variable of variables) {
    expect(settingsAsText().split(`  TIAUTH_${variable} (`)).toHaveLength(2);
    expect(settingsAsMarkdown().split(`| \`TIAUTH_${variable}\` |`)).toHaveLength(2);
  }
});

test("a table has three cells in every row", () => {
  const rows = settingsAsMarkdown().match(/^\|.*$/gm) ?? [];
  expect(rows.length).toBeGreaterThan(variables.length);
  for (const row of rows) expect(row.split("|"), row).toHaveLength(5);
});

test("every default can be read by the setting's own format", () => {
  for (const { variable, format, fallback } of Object.values<Declared>(declared))
    expect(fallback === undefined || format.safeParse(fallback).success, variable).toBe(true);
});
