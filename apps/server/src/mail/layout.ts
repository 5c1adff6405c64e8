import { readableOn } from "./contrast.ts";
import { escapeHtml } from "./html.ts";
import { fill, placeholdersIn } from "./placeholders.ts";

/** What a layout is filled with. */
export interface Page {
  readonly language: string;
  readonly subject: string;
  readonly preheader: string;
  /** HTML. */
  readonly content: string;
}

/** Whose mails they are. */
export interface Brand {
  /** Empty if there is none. */
  readonly serviceName: string;
  /** `#rrggbb` */
  readonly color: string;
  readonly logoUrl: string | undefined;
}

/** Puts a page into a layout, which is HTML with placeholders. */
export const fillLayout = (layout: string, page: Page, brand: Brand): string =>
  fill(layout, valuesOf(page, brand) satisfies Readonly<Record<LayoutPlaceholder, string>>);

const valuesOf = ({ language, subject, preheader, content }: Page, brand: Brand) => ({
  language: escapeHtml(language),
  subject: escapeHtml(subject),
  preheader: escapeHtml(preheader),
  content,
  brand: brandHtml(brand),
  serviceName: escapeHtml(brand.serviceName),
  color: brand.color,
  onColor: readableOn(brand.color),
});

const layoutPlaceholders = [
  "language",
  "subject",
  "preheader",
  "content",
  "brand",
  "serviceName",
  "color",
  "onColor",
] as const;
type LayoutPlaceholder = (typeof layoutPlaceholders)[number];

/** The logo or else the service's name; empty if there is neither. */
function brandHtml({ serviceName, logoUrl }: Brand): string {
  const name = escapeHtml(serviceName);
  const shown = logoUrl
    ? `<img src="${escapeHtml(logoUrl)}" alt="${name}" height="40" style="height: 40px; max-width: 100%; border: 0">`
    : name;
  return shown && `<p style="margin: 0; padding: 10px 24px 16px; font-size: 18px; font-weight: bold">${shown}</p>`;
}

/** What is wrong with a layout, as ends of the sentence "the file …". */
export function layoutMistakes(layout: string): readonly string[] {
  const unknown = (layout.match(/\{\s*\w+\s*\}/g) ?? []).filter(
    (found) => !layoutPlaceholders.some((name) => found === `{${name}}`),
  );
  const known = layoutPlaceholders.map((name) => `{${name}}`).join(", ");
  const isContentThere = placeholdersIn(layout).filter((name) => name === "content").length === 1;
  return [
    ...unknown.map((found) => `has ${found.slice(0, 40)}, but a layout knows only ${known}`),
    ...(isContentThere ? [] : ["must have {content} exactly once, where the text of the mail belongs"]),
  ];
}
