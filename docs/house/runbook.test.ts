import { expect, test } from "vitest";
import { read, sources } from "./files.ts";

const code = sources
  .filter((path) => /^(apps\/server|packages\/storage)\/src\//.test(path))
  .map(read)
  .join("\n");
const runbook = read("docs/runbook.md");

/** The texts in code spans of a table's first column, without the names of what waits in the outbox. */
const firstColumnOf = (heading: string) => {
  const [, table = ""] = runbook.split(`\n| ${heading} `);
  const rows = table.slice(0, table.indexOf("\n\n")).split("\n").slice(2);
  return rows.flatMap((row) => Array.from((row.split(" | ")[0] ?? "").matchAll(/`([^`]+)`/g), ([, text = ""]) => text));
};
const isWritten = (text: string) => code.includes(text.replace(/^(notices|audit events) /, "").replace(/ …$/, ""));

test("every line of the log that the runbook explains is written by the server", () => {
  const messages = firstColumnOf("`msg`");
  expect(messages.length).toBeGreaterThan(10);
  expect(messages.filter((message) => !isWritten(message))).toEqual([]);
});

test("every line that the server writes by itself is explained in the runbook", () => {
  const server = sources.filter((path) => /^apps\/server\/src\/(?!dev\/)/.test(path)).map(read);
  const calls = server.flatMap((text) => [...text.matchAll(/logs\.(?:info|warn|failure|trouble)\(["`]([^"`$]{6,})/g)]);
  const messages = calls.map(([, message = ""]) => message);
  expect(messages).toContain("the storage was cleared: everybody is signed out");
  const explained = firstColumnOf("`msg`").map((text) => text.replace(/ …$/, ""));
  expect(messages.filter((message) => !explained.some((text) => message.startsWith(text)))).toEqual([]);
});

test("every alert of docs/monitoring.md stands in the runbook, and no other", () => {
  const alerts = Array.from(read("docs/monitoring.md").matchAll(/^ +- alert: (\w+)$/gm), ([, name]) => name);
  expect(alerts.length).toBeGreaterThan(5);
  expect(firstColumnOf("alert").toSorted()).toEqual(alerts.toSorted());
});

test("every figure that the runbook and the catalogue of audit events name is one that the server has", () => {
  const figures = new Set(`${runbook}${read("docs/audit-events.md")}`.match(/\btiauth_[a-z_]+/g));
  expect(figures.size).toBeGreaterThan(4);
  expect([...figures].filter((figure) => !code.includes(`"${figure}"`))).toEqual([]);
});

test("every setting that the runbook names is one", () => {
  const settings = read("docs/settings.md");
  const named = new Set(runbook.match(/\bTIAUTH_[A-Z_]+/g));
  expect([...named].filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
});
