import type { CliSigninMail, Mail } from "@tiauth/server";
import { cleanDisplayName } from "./display-name.ts";
import type { FactName, Facts } from "./facts.ts";
import { toHtml } from "./html.ts";
import { acceptedLanguages, lookUp } from "./language.ts";
import { formatDate, formatDuration, formatTime } from "./language-formats.ts";
import { fillLayout } from "./layout.ts";
import { fill, placeholdersIn } from "./placeholders.ts";
import type { Rendering } from "./rendering.ts";

export interface ComposedMail {
  /** A language tag. */
  readonly language: string;
  readonly subject: string;
  /** Lines end with `\n`. */
  readonly text: string;
  /** A whole document that says the same; lines end with `\n`. */
  readonly html: string;
}

/** Words a mail, in the language of whoever caused it if there is one. */
export function compose(mail: Mail, rendering: Rendering): ComposedMail {
  const { language, message } = chooseMessage(mail, rendering);
  const facts = factsOf(mail, language, rendering);
  const { subject } = message;
  // The names in a message were checked against the facts when it was read.
  const isKnown = (text: string) => placeholdersIn(text).every((name) => facts[name as FactName]);
  const paragraphs = message.paragraphs.filter(isKnown);
  const preheader = isKnown(message.preheader) ? fill(message.preheader, facts) : "";
  const page = { language, subject, preheader, content: toHtml(paragraphs, facts) };
  return {
    language,
    subject,
    text: `${paragraphs.map((paragraph) => fill(paragraph, facts)).join("\n\n")}\n`,
    html: fillLayout(rendering.templates.layout, page, rendering.brand),
  };
}

/** English last: it has every mail, and a language of one's own may lack those that came later. */
function chooseMessage({ type, to }: Mail, { templates, fallback }: Rendering) {
  const choices = templates.languages.flatMap(({ language, messages }) => {
    const message = messages[type];
    return message ? [{ language, message }] : [];
  });
  const ranges = [...acceptedLanguages(to.acceptLanguage ?? ""), fallback.language, "en"];
  const found = ranges.map((range) => lookUp(range, choices)).find((choice) => choice !== undefined);
  if (!found) throw new TypeError(`there are no words for ${type}`); // the shipped files have them all
  return found;
}

const askedBy = (mail: Mail): Pick<Facts, keyof Omit<CliSigninMail, "type" | "to">> => {
  if (mail.type !== "cli_signin_approval") return { clientName: "", clientLabel: "", clientAddress: "", link: "" };
  const { clientName, clientLabel, clientAddress, link } = mail;
  return { clientName, clientLabel, clientAddress, link };
};

function factsOf(mail: Mail, language: string, rendering: Rendering): Facts {
  const lifetimeSeconds =
    mail.type === "password_reset" ? rendering.temporaryPasswordLifetimeSeconds : rendering.codeLifetimeSeconds;
  return {
    serviceName: rendering.brand.serviceName,
    name: cleanDisplayName(mail.to.displayName),
    code: "code" in mail ? mail.code : undefined,
    lifetime: lifetimeSeconds === undefined ? undefined : formatDuration(lifetimeSeconds, language),
    date: "at" in mail ? formatDate(mail.at, language) : undefined,
    time: "at" in mail ? formatTime(mail.at, language) : undefined,
    newEmailAddress: "newEmailAddress" in mail ? mail.newEmailAddress : undefined,
    ...askedBy(mail),
  };
}
