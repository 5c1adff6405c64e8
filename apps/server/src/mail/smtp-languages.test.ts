import type { Mail } from "@tiauth/server";
import { describe, expect, it } from "vitest";
import { type ParsedHtml, parseHtml } from "../../testing/html.ts";
import { mails } from "../../testing/mails.ts";
import { senderFor } from "../../testing/smtp-sender.ts";
import type { CaughtMail } from "../../testing/smtp-server.ts";
import type { Message } from "./messages.ts";
import { createRendering } from "./rendering.ts";
import { shippedTemplates } from "./templates.ts";

const rendering = createRendering({
  serviceName: "Acme",
  codeLifetimeSeconds: 600,
  temporaryPasswordLifetimeSeconds: 1200,
  approvalLifetimeSeconds: 600,
});

/** By what a mail in each language is known. */
const expectations = {
  en: { words: /\b(your|you)\b/, lifetime: /[12]0 minutes/, date: "January 2, 2006", dateAndTime: " 15:04:05 (UTC)" },
  nl: { words: /\b(u|uw)\b/, lifetime: /[12]0 minuten/, date: "2 januari 2006", dateAndTime: " om 15:04:05 (UTC)" },
  de: { words: /\b(Sie|Ihr)/, lifetime: /[12]0 Minuten/, date: "2. Januar 2006", dateAndTime: " um 15:04:05 (UTC)" },
  fr: {
    words: /\bv(ous|otre)\b/,
    lifetime: /[12]0\sminutes/,
    date: "2 janvier 2006",
    dateAndTime: " à 15:04:05 (UTC)",
  },
};

async function catchMail(mail: Mail, acceptLanguage: string | undefined, options = rendering): Promise<CaughtMail> {
  const { email, mails: caught } = await senderFor({}, { rendering: options });
  await email.send({ ...mail, to: { ...mail.to, acceptLanguage } });
  expect(caught).toHaveLength(1);
  return caught[0] ?? expect.fail("nothing was caught");
}

it("there are English, Dutch, German and French", () => {
  const languages = shippedTemplates().languages.map(({ language }) => language);
  expect(languages.sort()).toEqual(Object.keys(expectations).sort());
});

describe.each(Object.entries(expectations))("in %s", (language, expected) => {
  const messages = shippedTemplates().languages.find((candidate) => candidate.language === language)?.messages;

  it.each(Object.values(mails))("M4: $type arrives whole, as text and as HTML", async (mail) => {
    const message = messages?.[mail.type] ?? expect.fail("there is no such message");
    const caught = await catchMail(mail, language);
    expect(caught.partTypes).toEqual(["multipart/alternative", "text/plain", "text/html"]);
    expect(caught.headers.get("content-language")).toBe(language);
    expect(caught.subject).toBe(subjectOf(message));

    const html = parseHtml(caught.html);
    for (const part of [caught.text, html.text]) expectToSayEverything(part, { mail, message, ...expected });
    expectSameWords(caught, html);
    expectSecretOnce(caught, mail);
    expectHarmless(caught.html, html, "link" in mail ? mail.link : undefined);
    expectHead(html, { language, message });
    expectPreheader(html, message, expected);
  });
});

const subjectOf = ({ subject }: Message) => subject.replace("{clientName}", mails.cli_signin_approval.clientName);

interface Expected {
  readonly mail: Mail;
  readonly message: Message;
  readonly words: RegExp;
  readonly lifetime: RegExp;
  readonly date: string;
  readonly dateAndTime: string;
}

function expectToSayEverything(part: string, { mail, message, words, lifetime, date, dateAndTime }: Expected): void {
  expect(part).toMatch(words);
  expect(part).not.toMatch(/\{|\}|undefined|null/);
  if ("code" in mail) expect(part).toMatch(lifetime);
  if ("at" in mail) expect(part).toContain(date + dateAndTime);
  if (mail.type === "email_updated") expect(part).toContain("countess@example.com");
  expect(part.includes("Ada")).toBe(message.paragraphs.join().includes("{name}"));
}

/** The full stop after the code is the only thing that the page leaves out, and the words on the button all that it adds. */
function expectSameWords({ text, subject }: CaughtMail, html: ParsedHtml): void {
  const paragraphs = html.elements.filter(
    ({ name, attributes }) => name === "p" && !attributes.style?.includes("bold"),
  );
  const written = paragraphs.map((paragraph) => paragraph.text.replace(`\n${subject}\n`, "\n")).join("\n\n");
  expect(written).toBe(text.replace(/([A-Z2-9]{8,12})\.$/m, "$1").trimEnd());
}

/** To be read, and copied with one click. */
function expectSecretOnce({ headers, text, html }: CaughtMail, mail: Mail): void {
  const codeElements = parseHtml(html).elements.filter(({ name }) => name === "code");
  const secret = "link" in mail ? mail.link.split("#")[1] : "code" in mail ? mail.code : undefined;
  expect(codeElements).toMatchObject(secret ? [{ text: secret, childCount: 1 }] : []);
  if (!secret) return;
  expect([...headers.values()].join()).not.toContain(secret);
  if (!("code" in mail)) return;
  expect(text.match(/\b[A-Z2-9]{8,12}\b/g)).toEqual([mail.code]);
  expect(html.split(mail.code)).toHaveLength(2);
}

const harmless = ["html", "head", "meta", "title", "style", "body", "div", "h1", "p", "br", "code"];

/** The one link leads where it says. */
function expectHarmless(source: string, { errors, elements }: ParsedHtml, link = ""): void {
  expect(errors).toEqual([]);
  const links = elements.filter(({ name }) => name === "a");
  expect(links.map(({ attributes }) => attributes.href)).toEqual(link ? [link, link] : []);
  for (const { name, attributes } of elements.filter((element) => !links.includes(element))) {
    expect(harmless).toContain(name);
    for (const attribute of Object.keys(attributes))
      expect(attribute).not.toMatch(/^(on.*|src|href|action|background)$/);
  }
  expect(link ? source.replaceAll(link, "") : source).not.toMatch(/\/\/|url\(|@import|expression/i);
  expect(source).toContain("@media (prefers-color-scheme: dark)");
}

function expectHead({ elements }: ParsedHtml, { language, message }: { language: string; message: Message }): void {
  const named = (name: string) => elements.filter((element) => element.name === name);
  expect(named("html")).toMatchObject([{ attributes: { lang: language } }]);
  expect(named("title")).toMatchObject([{ text: subjectOf(message) }]);
  const schemes = { name: "color-scheme", content: "light dark" };
  expect(named("meta").map(({ attributes }) => attributes)).toContainEqual(schemes);
}

function expectPreheader({ elements }: ParsedHtml, { preheader }: Message, { date }: Pick<Expected, "date">): void {
  const hidden = elements.find(({ attributes }) => attributes.style?.startsWith("display: none"))?.text ?? "";
  const [shown] = hidden.trim().split("\n");
  expect(shown).toBe(preheader.replace("{date}", date).replace("{time}", "15:04:05 (UTC)"));
  // Lists of mails show less than this of what follows.
  expect(hidden.length).toBeGreaterThan(200);
}

it.each([
  [undefined, "en", "en"],
  ["de-CH, de;q=0.9, en;q=0.5", "en", "de"],
  ["es, fr;q=0.5", "en", "fr"],
  ["es", "en", "en"],
  ["es", "nl", "nl"],
  ["es", "de-AT", "de"],
  ["es", "es", "en"],
  [undefined, "fr", "fr"],
  ["en-GB", "fr", "en"],
  ["fr;q=0", "en", "en"],
  ["nl,".repeat(30_000), "en", "en"],
  ["../../../etc/passwd", "en", "en"],
  ["nl\r\nBcc: eve@example.com", "en", "en"],
])("who sends Accept-Language %j where the default is %s gets %s", async (acceptLanguage, locale, language) => {
  const { headers, html } = await catchMail(mails.password_reset, acceptLanguage, createRendering({ locale }));
  expect(headers.get("content-language")).toBe(language);
  expect(html).toContain(`<html lang="${language}">`);
  expect(headers.has("bcc")).toBe(false);
});

it("a subject that is not ASCII is encoded, and arrives as it was written", async () => {
  const { subject, headers } = await catchMail(mails.password_updated, "de");
  expect(subject).toBe("Passwort geändert");
  expect(headers.get("subject")).toMatch(/^=\?UTF-8\?[QB]\?[^?\s]+\?=$/);
});
