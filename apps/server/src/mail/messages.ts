import type { CliSigninMail, CodelessMail, Mail } from "@tiauth/server";
import * as z from "zod/mini";
import { type FactName, factsByType, secretFacts } from "./facts.ts";
import { placeholdersIn } from "./placeholders.ts";

/** A mail's words. */
export interface Message {
  /** One line; no fact but `clientName` can stand in it, so that no secret can get into a header. */
  readonly subject: string;
  /** What lists of mails show beside the subject. Never a code: such lists can be read on locked screens. */
  readonly preheader: string;
  /** Separated by empty lines. A fact stands in braces; a paragraph with a fact that is not known is left out. */
  readonly paragraphs: readonly string[];
}

/** Mails that came later: a file of one's own from before may lack them. */
type Later = (CodelessMail | CliSigninMail)["type"];

/** Every mail in one language. */
export type Messages = Readonly<Record<Exclude<Mail["type"], Later>, Message> & Partial<Record<Later, Message>>>;

/** What `zod` says of something that is not there, or not of its type. */
const expecting = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? "is missing" : `must be ${what}`),
});

const oneLine = /^[^\p{C}\p{Zl}\p{Zp}{}]{1,150}$/u;

const subject = z
  .string(expecting("text"))
  .check(z.regex(oneLine, "must be one line of 1 to 150 characters, without braces"));

const subjectWithClientName = z
  .string(expecting("text"))
  .check(
    z.refine(
      (text) => oneLine.test(text.replaceAll("{clientName}", "")),
      "must be one line of 1 to 150 characters, without braces but those of {clientName}",
    ),
  );

/** Text in which nothing but these facts stands in braces. */
const textWith = (facts: readonly FactName[]) =>
  z.string(expecting("text")).check(
    z.minLength(1, "must not be empty"),
    z.superRefine((text, context) => {
      for (const [found] of text.matchAll(/\{[^{}]*\}?|\}/g)) {
        if (facts.some((fact) => found === `{${fact}}`)) continue;
        const known = facts.map((fact) => `{${fact}}`).join(", ");
        context.addIssue({ code: "custom", message: `has ${found.slice(0, 40)}, but this text knows only ${known}` });
      }
    }),
  );

function messageOf(type: Mail["type"]) {
  const facts: readonly FactName[] = [...factsByType[type], "serviceName"];
  const needed = facts.find((fact) => fact === "code" || fact === "link");
  const paragraphs = z.array(textWith(facts), expecting("a list of texts")).check(z.minLength(1, "must not be empty"));
  const fields = {
    subject: facts.includes("clientName") ? subjectWithClientName : subject,
    preheader: textWith(facts.filter((fact) => !secretFacts.includes(fact))),
    paragraphs: needed ? paragraphs.check(haveOnce(needed)) : paragraphs,
  };
  return z.strictObject(fields, objectWith("subject, preheader and paragraphs"));
}

/** With another fact beside it, that may not be known, it would be left out with its paragraph. */
function haveOnce(fact: FactName) {
  const isThere = (paragraphs: readonly string[]) => {
    const withFact = paragraphs.map(placeholdersIn).filter((names) => names.includes(fact));
    return withFact.length === 1 && withFact[0]?.length === 1;
  };
  return z.refine<readonly string[]>(
    isThere,
    `must have {${fact}} exactly once, in a paragraph without another placeholder`,
  );
}

const objectWith = (fields: string) => ({
  error: ({ code, input }: { readonly code?: string | undefined; readonly input?: unknown }) => {
    if (code === "unrecognized_keys") return `must have nothing but ${fields}`;
    return input === undefined ? `is missing: give it ${fields}` : `must be an object with ${fields}`;
  },
});

/** A message file: every type of mail in one language. */
export const messagesSchema: z.ZodMiniType<Messages> = z.strictObject(
  {
    signup_verification: messageOf("signup_verification"),
    email_update_verification: messageOf("email_update_verification"),
    password_reset: messageOf("password_reset"),
    account_exists: z.exactOptional(messageOf("account_exists")),
    no_account: z.exactOptional(messageOf("no_account")),
    cli_signin_approval: z.exactOptional(messageOf("cli_signin_approval")),
    signin_notification: messageOf("signin_notification"),
    password_updated: messageOf("password_updated"),
    email_updated: messageOf("email_updated"),
  },
  objectWith("a message for each type of mail"),
);
