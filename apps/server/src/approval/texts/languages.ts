import { acceptedLanguages, lookUp } from "../../mail/language.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";
import { nl } from "./nl.ts";
import type { PageTexts } from "./page-texts.ts";

/** The page in one language. */
export interface PageLanguage {
  /** A language tag. */
  readonly language: string;
  readonly texts: PageTexts;
}

const english: PageLanguage = { language: "en", texts: en };

/** The languages that mails are shipped in. */
export const pageLanguages: readonly PageLanguage[] = [
  english,
  { language: "nl", texts: nl },
  { language: "de", texts: de },
  { language: "fr", texts: fr },
];

/**
 * The language for a request, found as that of a mail is.
 *
 * @param locale for everybody whose language is not there.
 */
export function languageFor(acceptLanguage: string | undefined, locale: string): PageLanguage {
  const ranges = [...acceptedLanguages(acceptLanguage ?? ""), locale];
  return ranges.map((range) => lookUp(range, pageLanguages)).find((found) => found !== undefined) ?? english;
}
