import type { Facts } from "./facts.ts";
import { fill } from "./placeholders.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it stands in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

/** The paragraphs of a message as HTML, every fact in them escaped, the code in an element of its own. */
export function toHtml(paragraphs: readonly string[], facts: Facts): string {
  const escaped = Object.entries(facts).map(([name, value]) => [name, escapeHtml(value ?? "")] as const);
  const values = { ...Object.fromEntries(escaped), code: codeHtml(facts.code ?? "") };
  return paragraphs.map((paragraph) => paragraphHtml(paragraph, values)).join("\n");
}

function paragraphHtml(paragraph: string, values: Readonly<Record<string, string>>): string {
  // The code is shown on a line of its own, on which nobody would look for a full stop.
  const text = escapeHtml(paragraph).replace(/(\{code\})\p{P}+$/gmu, "$1");
  return `<p style="margin: 0 0 16px">${fill(text.replaceAll("\n", "<br>\n"), values)}</p>`;
}

/** As wide as a narrow telephone with the 12 characters of a temporary password; chosen as a whole with one click. */
const codeStyle = [
  "display: block",
  "margin: 8px 0 0",
  "padding: 14px 8px",
  "border-radius: 6px",
  "background: #eef2f0",
  "color: #16211e",
  "font: bold 28px/1.3 ui-monospace, Menlo, Consolas, 'Courier New', monospace",
  "letter-spacing: 2px",
  "text-align: center",
  "white-space: nowrap",
  "-webkit-user-select: all",
  "user-select: all",
].join("; ");

const codeHtml = (code: string) => `<code class="code" style="${codeStyle}">${escapeHtml(code)}</code>`;
