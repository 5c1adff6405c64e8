import { escapeHtml } from "../mail/html.ts";

/** HTML that may stand in a page as it is. */
export interface Html {
  readonly html: string;
}

/** What may stand in a template: a text, which is escaped; HTML, which is not; nothing. */
type Value = string | Html | undefined;

/** HTML with values in it, in elements or in quoted attributes: a text can never become markup there. */
export const html = (literals: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: String.raw(
    { raw: literals },
    ...values.map((value = "") => (typeof value === "string" ? escapeHtml(value) : value.html)),
  ),
});
