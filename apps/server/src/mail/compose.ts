import type { CliSigninMail, Mail } from "@tiauth/server";
import { cleanDisplayName } from "./display-name.ts";
import type { FactName, Facts } from "./facts.ts";
import { toHtml } from "./html.ts";
import { acceptedLanguages, lookUp } from "./language.ts";
import { formatDate, formatDuration, formatTime } from "./language-formats.ts";
import { fillLayout } from "./layout.ts";
import { fill, placeholdersIn } from "./placeholders.ts";
import type { Lifetimes, Rendering } from "./rendering.ts";

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
  // The names in a message were checked against the facts when it was read.
  const isKnown = (text: string) => placeholdersIn(text).every((name) => facts[name as FactName]);
  const subject = fill(message.subject, facts);
  const paragraphs = message.paragraphs.filter(isKnown);
  const preheader = isKnown(message.preheader) ? fill(message.preheader, facts) : "";
  const page = {
    language,
    subject,
    preheader,
    content: toHtml(paragraphs, facts, { label: subject, color: rendering.brand.color }),
  };
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

function factsOf(mail: Mail, language: string, rendering: Rendering): Facts {
  const lifetimeSeconds = lifetimeOf(mail, rendering);
  return {
    serviceName: rendering.brand.serviceName,
    name: cleanDisplayName(mail.to.displayName),
    code: "code" in mail ? mail.code : undefined,
    lifetime: lifetimeSeconds === undefined ? undefined : formatDuration(lifetimeSeconds, language),
    date: "at" in mail ? formatDate(mail.at, language) : undefined,
    time: "at" in mail ? formatTime(mail.at, language) : undefined,
    newEmailAddress: "newEmailAddress" in mail ? mail.newEmailAddress : undefined,
    ...("link" in mail ? requestOf(mail) : noRequest),
  };
}

const requestOf = ({ link, clientName, clientLabel, clientAddress }: CliSigninMail) => ({
  clientName: cleanDisplayName(clientName),
  clientLabel: cleanDisplayName(clientLabel),
  clientAddress,
  link,
  token: link.slice(link.indexOf("#") + 1),
});

const noRequest: Pick<Facts, keyof ReturnType<typeof requestOf>> = {
  clientName: undefined,
  clientLabel: undefined,
  clientAddress: undefined,
  link: undefined,
  token: undefined,
};

function lifetimeOf({ type }: Mail, lifetimes: Lifetimes): number | undefined {
  if (type === "password_reset") return lifetimes.temporaryPasswordLifetimeSeconds;
  return type === "cli_signin_approval" ? lifetimes.approvalLifetimeSeconds : lifetimes.codeLifetimeSeconds;
}
