import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mail } from "@tiauth/server";
import { describe, expect, it } from "vitest";
import { parseHtml } from "../../testing/html.ts";
import { mails } from "../../testing/mails.ts";
import { senderFor } from "../../testing/smtp-sender.ts";
import { type Files, templateFolder } from "../../testing/template-folder.ts";
import { compose } from "./compose.ts";
import { createRendering } from "./rendering.ts";
import { TemplateError } from "./template-error.ts";
import { readTemplates, shippedTemplates } from "./templates.ts";

const shipped = shippedTemplates();
const english = shipped.languages.find(({ language }) => language === "en")?.messages ?? expect.fail("no English");
const languagesOf = ({ languages }: typeof shipped) => languages.map(({ language }) => language).sort();

const withReset = (reset: object) => ({ ...english, password_reset: { ...english.password_reset, ...reset } });
const to = (acceptLanguage: string) => ({ emailAddress: "ada@example.com", displayName: "Ada", acceptLanguage });

describe("a folder of one's own", () => {
  it("replaces the layout and leaves the words as they are", () => {
    const templates = readTemplates(templateFolder({ "layout.html": "<b>{subject}</b>{content}" }));
    expect(templates.languages).toEqual(shipped.languages);
    const { text, html } = compose(mails.password_updated, createRendering({ templates }));
    expect(html).toMatch(/^<b>Password updated<\/b><p [^>]*>Hello Ada,<\/p>/);
    expect(text).toBe(compose(mails.password_updated, createRendering()).text);
  });

  it("replaces the words of one language and leaves the others and the layout as they are", () => {
    const messages = withReset({ subject: "Wachtwoord", paragraphs: ["Dag {name},", "{code}"] });
    const templates = readTemplates(templateFolder({ "messages.nl.json": messages }));
    expect(templates.layout).toBe(shipped.layout);
    expect(languagesOf(templates)).toEqual(["de", "en", "fr", "nl"]);
    const composed = (language: string) =>
      compose({ ...mails.password_reset, to: to(language) }, createRendering({ templates }));
    expect(composed("nl")).toMatchObject({ subject: "Wachtwoord", text: "Dag Ada,\n\nSTUVWXYZ2345\n" });
    expect(composed("de").subject).toBe("Temporäres Passwort");
  });

  it("adds a language, which can be the default too", () => {
    const templates = readTemplates(templateFolder({ "messages.pt-BR.json": withReset({ subject: "Senha" }) }));
    expect(languagesOf(templates)).toEqual(["de", "en", "fr", "nl", "pt-BR"]);
    const rendering = createRendering({ templates, locale: "pt-BR" });
    expect(compose(mails.password_reset, rendering)).toMatchObject({ language: "pt-BR", subject: "Senha" });
    expect(compose({ ...mails.password_reset, to: to("pt, nl;q=0.1") }, rendering).language).toBe("nl");
  });

  it("may be from before a mail was invented: its words are ours, in its language if we know it, else in the next one", () => {
    const { account_exists: _, no_account: __, ...older } = withReset({ subject: "Own" });
    const templates = readTemplates(templateFolder({ "messages.nl.json": older, "messages.es.json": older }));
    const rendering = createRendering({ templates, locale: "es" });
    const composed = (mail: Mail, language: string) => compose({ ...mail, to: to(language) }, rendering);
    for (const mail of [mails.account_exists, mails.no_account]) {
      const dutch = compose({ ...mail, to: to("nl") }, createRendering());
      expect(composed(mail, "nl-BE")).toMatchObject({ language: "nl", subject: dutch.subject });
      expect(composed(mail, "es, fr;q=0.5")).toMatchObject({ language: "fr" });
      expect(composed(mail, "es")).toMatchObject({ language: "en", subject: english[mail.type]?.subject });
    }
    expect(composed(mails.password_reset, "nl")).toMatchObject({ language: "nl", subject: "Own" });
    expect(composed(mails.password_reset, "tlh")).toMatchObject({ language: "es", subject: "Own" });
  });

  it("may hold other files, and files that begin with the mark of some editors", () => {
    const files = { README: "Ours.", ".DS_Store.json": "?", "logo.svg": "<svg/>" };
    const messages = `\ufeff${JSON.stringify(withReset({ subject: "Marked" }))}`;
    const templates = readTemplates(templateFolder({ ...files, "messages.en.json": messages }));
    expect(compose(mails.password_reset, createRendering({ templates })).subject).toBe("Marked");
  });

  it("never makes HTML of the words of a message", () => {
    const messages = withReset({ paragraphs: ["<b>Hi</b> & {name}\nthere", "Use {code}!"] });
    const templates = readTemplates(templateFolder({ "messages.en.json": messages }));
    const { text, html } = compose(mails.password_reset, createRendering({ templates }));
    expect(text).toBe("<b>Hi</b> & Ada\nthere\n\nUse STUVWXYZ2345!\n");
    expect(html).toContain("&lt;b&gt;Hi&lt;/b&gt; &amp; Ada<br>\nthere</p>");
    expect(html).toMatch(/>Use <code [^>]+>STUVWXYZ2345<\/code><\/p>/);
  });
});

const message = (paragraphs: readonly unknown[]) => ({ subject: "S", preheader: "P", paragraphs });

describe("what is wrong with a folder names the file and says what to do", () => {
  const { email_updated: _, ...five } = english;

  it.each<[string, Files, readonly (string | RegExp)[]]>([
    ["nothing in it", { "notes.txt": "" }, ["must have a file layout.html or messages.<language>.json in it"]],
    [
      "files whose names say nothing",
      { "message.nl.json": english, "nl.json": english, "index.html": "{content}" },
      ["index.html", "message.nl.json", "nl.json"].map(
        (name) => `${name}: must be named layout.html or messages.<language>.json`,
      ),
    ],
    [
      "languages that are none",
      { "messages.english.json": english, "messages.pt_BR.json": english, "messages.NL.json": english },
      [
        "messages.NL.json: must have its language in its name as nl",
        "messages.english.json: must have a language tag like es or pt-BR in its name",
        "messages.pt_BR.json: must have a language tag like es or pt-BR in its name",
      ],
    ],
    [
      "a layout without content",
      { "layout.html": "<p>" },
      ["layout.html: must have {content} exactly once, where the text of the mail belongs"],
    ],
    [
      "a layout that asks for what there is not",
      { "layout.html": "{content}{user}" },
      [/^layout\.html: has \{user\}, but a layout knows only \{language\}/],
    ],
    [
      "a folder by the name of a file",
      { "layout.html": "a folder", "messages.nl.json": "a folder" },
      ["layout.html", "messages.nl.json"].map(
        (name) => `${name}: cannot be read (EISDIR): check what it is and who may read it`,
      ),
    ],
    [
      "another encoding",
      { "messages.nl.json": Buffer.from('{"x":"caf\u00e9"}', "latin1") },
      ["messages.nl.json: must be saved as UTF-8"],
    ],
    [
      "no JSON",
      { "messages.nl.json": '{"hunter2": ' },
      ["messages.nl.json: must be JSON: look for a missing comma or quotation mark"],
    ],
    [
      "JSON of another kind",
      { "messages.nl.json": "[]" },
      ["messages.nl.json: must be an object with a message for each type of mail"],
    ],
    [
      "a message too few",
      { "messages.nl.json": five },
      ["messages.nl.json: email_updated is missing: give it subject, preheader and paragraphs"],
    ],
    [
      "a message too many",
      { "messages.nl.json": { ...english, welcome: message(["Hi"]) } },
      ["messages.nl.json: must have nothing but a message for each type of mail"],
    ],
    [
      "messages that lack something",
      {
        "messages.nl.json": { ...english, password_updated: { subject: 1, paragraphs: [] }, email_updated: "changed" },
      },
      [
        "messages.nl.json: password_updated.subject must be text",
        "messages.nl.json: password_updated.preheader is missing",
        "messages.nl.json: password_updated.paragraphs must not be empty",
        "messages.nl.json: email_updated must be an object with subject, preheader and paragraphs",
      ],
    ],
    [
      "a field too many",
      { "messages.nl.json": withReset({ html: "<b>" }) },
      ["messages.nl.json: password_reset must have nothing but subject, preheader and paragraphs"],
    ],
    [
      "a slip in a placeholder",
      { "messages.nl.json": withReset({ paragraphs: ["{code}", "{nmae} {date} {{name}} { name } {", 7] }) },
      [
        ..."{nmae}|{date}|{|}|{ name }|{"
          .split("|")
          .map(
            (found) =>
              `messages.nl.json: password_reset.paragraphs[1] has ${found}, but this text knows only {name}, {code}, {lifetime}, {serviceName}`,
          ),
        "messages.nl.json: password_reset.paragraphs[2] must be text",
      ],
    ],
    [
      "a name before the address is proved",
      { "messages.nl.json": { ...english, email_update_verification: message(["{name}", "{code}"]) } },
      [
        "messages.nl.json: email_update_verification.paragraphs[0] has {name}, but this text knows only {code}, {lifetime}, {serviceName}",
      ],
    ],
    [
      "a code where it can be seen on a locked screen",
      { "messages.nl.json": withReset({ subject: "{code}", preheader: "{code}" }) },
      [
        "messages.nl.json: password_reset.subject must be one line of 1 to 150 characters, without braces",
        "messages.nl.json: password_reset.preheader has {code}, but this text knows only {name}, {lifetime}, {serviceName}",
      ],
    ],
    ...[["Hello"], ["{code}", "{code}"], ["{code} {code}"], ["{name}: {code}"]].map(
      (paragraphs): [string, Files, readonly string[]] => [
        `a code in none or in too much: ${paragraphs}`,
        { "messages.nl.json": withReset({ paragraphs }) },
        [
          "messages.nl.json: password_reset.paragraphs must have {code} exactly once, in a paragraph without another placeholder",
        ],
      ],
    ),
    [
      "a link in none or in too much, and secrets that can be seen on a locked screen",
      {
        "messages.nl.json": {
          ...english,
          cli_signin_approval: {
            subject: "{clientName} {token}",
            preheader: "{link} {token}",
            paragraphs: ["{name}: {link}", "{token}"],
          },
        },
      },
      [
        "messages.nl.json: cli_signin_approval.subject must be one line of 1 to 150 characters, without braces but those of {clientName}",
        /^messages.nl.json: cli_signin_approval.preheader has \{link\}, but this text knows only \{name\}, \{clientName\}/,
        /^messages.nl.json: cli_signin_approval.preheader has \{token\}, but this text knows only/,
        "messages.nl.json: cli_signin_approval.paragraphs must have {link} exactly once, in a paragraph without another placeholder",
      ],
    ],
    ...["a\nb", "a\r\nBcc: eve@example.com", "", "x".repeat(151), "\u202eS", "a\u2028b"].map(
      (subject): [string, Files, readonly string[]] => [
        `the subject ${JSON.stringify(subject).slice(0, 30)}`,
        { "messages.nl.json": withReset({ subject }) },
        ["messages.nl.json: password_reset.subject must be one line of 1 to 150 characters, without braces"],
      ],
    ),
  ])("%s", (_what, files, mistakes) => {
    const error = mistakesOf(templateFolder(files));
    expect(error).toHaveLength(mistakes.length);
    for (const [index, mistake] of mistakes.entries())
      expect(error[index]).toMatch(mistake instanceof RegExp ? mistake : exactly(mistake));
    expect(error.join()).not.toContain("hunter2");
  });

  it("all at once, and nothing else is used of it", () => {
    const files = { "layout.html": "", "messages.nl.json": "", "messages.fr.json": english };
    expect(mistakesOf(templateFolder(files))).toHaveLength(2);
  });

  it.each(["nowhere", "layout.html", "\0"])("a folder that is none: %j", (name) => {
    const folder = join(templateFolder({ "layout.html": "{content}" }), name);
    expect(mistakesOf(folder)).toEqual([
      expect.stringMatching(/^must be a folder that can be read \((ENOENT|ENOTDIR|ERR_INVALID_ARG_VALUE)\)$/),
    ]);
  });
});

const exactly = (text: string) => new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);

function mistakesOf(folder: string): readonly string[] {
  try {
    readTemplates(folder);
  } catch (error) {
    if (error instanceof TemplateError) return error.mistakes;
    throw error;
  }
  return expect.fail("it was taken");
}

it("the folder in the documentation can be used as it is", async () => {
  const folder = fileURLToPath(new URL("../../../../docs/examples/mail-templates", import.meta.url));
  const options = { templates: readTemplates(folder), serviceName: "Acme", codeLifetimeSeconds: 600, color: "#aa0000" };
  const { email, mails: caught } = await senderFor({}, { rendering: createRendering(options) });
  for (const mail of Object.values(mails)) await email.send({ ...mail, to: { ...mail.to, acceptLanguage: "es-MX" } });
  expect(caught.map(({ headers }) => headers.get("content-language"))).toEqual(Object.keys(mails).map(() => "es"));
  for (const { html, text, subject } of caught) {
    const { errors, elements, text: page } = parseHtml(html);
    expect(errors).toEqual([]);
    expect(elements.find(({ name }) => name === "title")?.text).toBe(subject);
    expect(page).toContain("Acme, 1 Example Street");
    expect(page + text).not.toMatch(/\{|\}|undefined/);
  }
  expect(caught[0]?.text).toMatch(
    /^Le damos la bienvenida a Acme\.\n\nEl código .* es ABCDEFGH\.\n\nEs válido durante 10 minutos\./,
  );
});
