import { cleanDisplayName } from "./display-name.ts";
import { lookUp } from "./language.ts";
import type { Brand } from "./layout.ts";
import { TemplateError } from "./template-error.ts";
import { type Language, type MailTemplates, shippedTemplates } from "./templates.ts";

/** What mails say about how long a secret is good; nothing if it is not given. */
export interface Lifetimes {
  readonly codeLifetimeSeconds?: number | undefined;
  readonly temporaryPasswordLifetimeSeconds?: number | undefined;
  readonly approvalLifetimeSeconds?: number | undefined;
}

/** How mails are worded and what they look like. */
export interface RenderingOptions extends Lifetimes {
  /** Those that come with the server by default. */
  readonly templates?: MailTemplates | undefined;
  /** For everybody whose language is not known or not among the templates; `en` by default. */
  readonly locale?: string | undefined;
  /** The application's name, shown on top. None by default. */
  readonly serviceName?: string | undefined;
  /** Of the band on top, `#rrggbb`; {@link defaultColor} by default. */
  readonly color?: string | undefined;
  /** An image for the band, instead of the name. Mail programs load it from there. */
  readonly logoUrl?: string | undefined;
}

/** The same with every default filled in: made once, for all mails. */
export interface Rendering extends Lifetimes {
  readonly templates: MailTemplates;
  /** For everybody whose language is not known or not among the templates. */
  readonly fallback: Language;
  readonly brand: Brand;
}

export const defaultColor = "#0e6a5b";

/** @throws {TemplateError} if the templates that come with the server were damaged. */
export function createRendering(options: RenderingOptions = {}): Rendering {
  const { templates = shippedTemplates(), locale = "en", color = defaultColor, ...rest } = options;
  const { serviceName = "", logoUrl, ...lifetimes } = rest;
  const fallback = lookUp(locale, templates.languages) ?? lookUp("en", templates.languages);
  if (!fallback) throw new TemplateError(["en.json is missing: install the server again"]);
  return {
    ...lifetimes,
    templates,
    fallback,
    brand: { serviceName: cleanDisplayName(serviceName), color, logoUrl },
  };
}
