import { readableOn } from "./contrast.ts";
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

/** The button that a link is. */
export interface Button {
  readonly label: string;
  /** `#rrggbb` */
  readonly color: string;
}

/**
 * The paragraphs of a message as HTML, every fact in them escaped: the code and the token in elements of their own, the
 * link as a button and as text.
 */
export function toHtml(paragraphs: readonly string[], facts: Facts, button: Button): string {
  const escaped = Object.entries(facts).map(([name, value]) => [name, escapeHtml(value ?? "")] as const);
  const { code = "", token = "", link = "" } = facts;
  const own = { code: codeHtml(code, large), token: codeHtml(token, small), link: linkHtml(link, button) };
  const values = { ...Object.fromEntries(escaped), ...own };
  return paragraphs.map((paragraph) => paragraphHtml(paragraph, values)).join("\n");
}

function paragraphHtml(paragraph: string, values: Readonly<Record<string, string>>): string {
  // The code is shown on a line of its own, on which nobody would look for a full stop.
  const text = escapeHtml(paragraph).replace(/(\{code\})\p{P}+$/gmu, "$1");
  return `<p style="margin: 0 0 16px">${fill(text.replaceAll("\n", "<br>\n"), values)}</p>`;
}

const boxStyle = [
  "display: block",
  "margin: 8px 0 0",
  "padding: 14px 8px",
  "border-radius: 6px",
  "background: #eef2f0",
  "color: #16211e",
  "text-align: center",
  "-webkit-user-select: all",
  "user-select: all",
];
const fixedWidth = "ui-monospace, Menlo, Consolas, 'Courier New', monospace";

/** As wide as a narrow telephone with the 12 characters of a temporary password. */
const large = [`font: bold 28px/1.3 ${fixedWidth}`, "letter-spacing: 2px", "white-space: nowrap"];
/** In two lines there. */
const small = [`font: 14px/1.4 ${fixedWidth}`, "word-break: break-all"];

/** Chosen as a whole with one click. */
const codeHtml = (code: string, font: readonly string[]) =>
  `<code class="code" style="${[...boxStyle, ...font].join("; ")}">${escapeHtml(code)}</code>`;

/** A new window, since some programs show mails within a page of theirs. */
const anchor = (link: string, style: string, text: string) =>
  `<a href="${escapeHtml(link)}" target="_blank" rel="noreferrer" style="${style}">${escapeHtml(text)}</a>`;

function linkHtml(link: string, { label, color }: Button): string {
  const style = [
    "display: block",
    "margin: 8px 0",
    "padding: 14px 8px",
    "border-radius: 6px",
    `background: ${color}`,
    `color: ${readableOn(color)}`,
    "font-weight: bold",
    "text-align: center",
    "text-decoration: none",
  ];
  return `${anchor(link, style.join("; "), label)}\n${anchor(link, "color: inherit; word-break: break-all", link)}`;
}
