import type { Mail } from "@tiauth/server";
import { cleanDisplayName } from "./display-name.ts";
import { english, type Facts } from "./messages.ts";
import { formatUtc } from "./utc-time.ts";

/** What mails say about how long a secret is good; nothing if it is not given. */
export interface Lifetimes {
  readonly codeLifetimeSeconds?: number | undefined;
  readonly temporaryPasswordLifetimeSeconds?: number | undefined;
}

export interface ComposedMail {
  readonly subject: string;
  /** Lines end with `\n`. */
  readonly text: string;
}

/** The words of a mail. */
export function compose(mail: Mail, lifetimes: Lifetimes): ComposedMail {
  const facts = new Map(Object.entries(factsOf(mail, lifetimes)));
  const { subject, paragraphs } = english[mail.type];
  const isKnown = (paragraph: string) => factNames(paragraph).every((name) => facts.get(name));
  const known = paragraphs.filter(isKnown).map((paragraph) => fill(paragraph, facts));
  return { subject, text: `${known.join("\n\n")}\n` };
}

function factsOf(mail: Mail, { codeLifetimeSeconds, temporaryPasswordLifetimeSeconds }: Lifetimes): Facts {
  return {
    name: cleanDisplayName(mail.to.displayName),
    code: "code" in mail ? mail.code : undefined,
    codeLifetime: formatMinutes(codeLifetimeSeconds),
    temporaryPasswordLifetime: formatMinutes(temporaryPasswordLifetimeSeconds),
    time: "at" in mail ? formatUtc(mail.at) : undefined,
    newEmailAddress: "newEmailAddress" in mail ? mail.newEmailAddress : undefined,
  };
}

/** Rounded down: a code must not end before the mail says so. */
function formatMinutes(seconds: number | undefined): string | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < 60) return `${Math.floor(seconds)} seconds`;
  const minutes = Math.floor(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

const placeholder = /\{(\w+)\}/g;

const factNames = (paragraph: string) => Array.from(paragraph.matchAll(placeholder), ([, name = ""]) => name);

/** In one pass: braces in a name or an address are not taken for facts. */
const fill = (paragraph: string, facts: ReadonlyMap<string, string | undefined>) =>
  paragraph.replace(placeholder, (_, name: string) => facts.get(name) ?? "");
