import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { HttpAnswer } from "../http/answer.ts";
import { readableOn } from "../mail/contrast.ts";
import type { Brand } from "../mail/layout.ts";
import { type Html, html } from "./html.ts";

/** What stands on a page. */
export interface Content {
  readonly title: string;
  /** What follows the heading. */
  readonly body: Html;
}

/** Makes whole answers of contents. */
export type Page = (content: Content, language: string) => HttpAnswer;

/** The script and the style, as they are written. */
const fileOf = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../pages/approval/${name}`, import.meta.url)), "utf8");

/** The page around every content, with the look of the mails. Its files are read here and now. */
export function createPage(brand: Brand): Page {
  const colors = `:root { --brand: ${brand.color}; --on-brand: ${readableOn(brand.color)}; }\n`;
  const [style, script] = [colors + fileOf("page.css"), fileOf("page.js")];
  const headers = headersFor({ style, script, logoUrl: brand.logoUrl });
  return ({ title, body }, language) => ({
    status: 200,
    headers,
    body: html`<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${brand.serviceName ? `${title} – ${brand.serviceName}` : title}</title>
    <link rel="icon" href="data:,">
    <style>${asWritten(style)}</style>
  </head>
  <body>
    <main>
      <div class="band">${bandOf(brand)}</div>
      <section>
        <h1>${title}</h1>
        ${body}
      </section>
    </main>
    <script type="module">${asWritten(script)}</script>
  </body>
</html>
`.html,
  });
}

/** Our own files: what they say is meant. */
const asWritten = (source: string): Html => ({ html: source });

function bandOf({ serviceName, logoUrl }: Brand): Html | undefined {
  if (logoUrl) return html`<p><img src="${logoUrl}" alt="${serviceName}"></p>`;
  return serviceName ? html`<p>${serviceName}</p>` : undefined;
}

interface Loaded {
  readonly style: string;
  readonly script: string;
  readonly logoUrl: string | undefined;
}

/**
 * The one script and the one style run, by their hashes, and nothing else is loaded but the logo; nothing is sent
 * anywhere but here, and nobody shows the page inside of theirs.
 */
function headersFor({ style, script, logoUrl }: Loaded): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    `img-src data:${logoUrl ? ` ${new URL(logoUrl).origin}` : ""}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": policy.join("; "),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
  };
}

const hashOf = (source: string) => `sha256-${createHash("sha256").update(source).digest("base64")}`;
