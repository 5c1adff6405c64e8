import type { CliSigninMail, CodelessMail, Mail } from "@tiauth/server";
import * as z from "zod/mini";
import { type FactName, factsByType } from "./facts.ts";
import { placeholdersIn } from "./placeholders.ts";

/** A mail's words. */
export interface Message {
  /** One line; it says the same to everybody, so that no secret can get into a header. */
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

const subject = z
  .string(expecting("text"))
  .check(z.regex(/^[^\p{C}\p{Zl}\p{Zp}{}]{1,150}$/u, "must be one line of 1 to 150 characters, without braces"));

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
  const paragraphs = z.array(textWith(facts), expecting("a list of texts")).check(z.minLength(1, "must not be empty"));
  const fields = {
    subject,
    preheader: textWith(facts.filter((fact) => fact !== "code")),
    paragraphs: facts.includes("code")
      ? paragraphs.check(
          z.refine(haveOneCode, "must have {code} exactly once, in a paragraph without another placeholder"),
        )
      : paragraphs,
  };
  return z.strictObject(fields, objectWith("subject, preheader and paragraphs"));
}

/** With another fact beside it, that may not be known, the code would be left out with its paragraph. */
function haveOneCode(paragraphs: readonly string[]): boolean {
  const withCode = paragraphs.map(placeholdersIn).filter((names) => names.includes("code"));
  return withCode.length === 1 && withCode[0]?.length === 1;
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
