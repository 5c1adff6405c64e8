import * as z from "zod/mini";
import { defaultColor } from "../../mail/rendering.ts";
import { TemplateError } from "../../mail/template-error.ts";
import { type MailTemplates, readTemplates } from "../../mail/templates.ts";
import type { Declarations } from "../declare.ts";
import { type Format, format } from "../formats.ts";
import { isLoopback } from "../loopback.ts";

const color = format(`a colour like ${defaultColor}`, (text) =>
  /^#[0-9a-f]{6}$/i.test(text) ? text.toLowerCase() : undefined,
);

/** Mail programs load it over networks that nobody knows. */
const logoUrl = format("an https:// URL without a user name, or http:// on this machine", (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.password) return undefined;
  const isAllowed = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  return isAllowed ? url.href : undefined;
});

const locale = format("a language like en or pt-BR", (text) =>
  /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(text) ? text : undefined,
);

/** Reads the folder here and now, so that its mistakes are listed with all others. */
const templates: Format<MailTemplates> = z.pipe(
  z.string(),
  z.transform((folder, context) => {
    try {
      return readTemplates(folder);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      for (const message of error.mistakes) context.issues.push({ code: "custom", message, input: folder });
      return z.NEVER;
    }
  }),
);

/** What mails look like, and their language. Not for those that the backend words. */
export const mailSettings = {
  mailColor: {
    variable: "MAIL_COLOR",
    format: color,
    fallback: defaultColor,
    description: "Colour of the band on top; the service's name is black or white on it, whichever can be read better.",
  },
  mailLogoUrl: {
    variable: "MAIL_LOGO_URL",
    format: logoUrl,
    description:
      "An image on that band, 40 pixels high, instead of the service's name; mail programs load it from there.",
  },
  mailLocale: {
    variable: "MAIL_LOCALE",
    format: locale,
    fallback: "en",
    description:
      "Language for everybody who wants none that there is: `en`, `nl`, `de`, `fr`, or one of the templates.",
  },
  mailTemplates: {
    variable: "MAIL_TEMPLATES",
    format: templates,
    description: "A folder with templates of one's own: `layout.html`, `messages.<language>.json`.",
  },
} as const satisfies Declarations;
