import { expect, test } from "vitest";
import { templateFolder } from "../../../testing/template-folder.ts";
import { readSettings } from "../read.ts";

const read = (environment: Record<string, string>) => readSettings({ flags: [], environment, envFile: {} });

test("without a single variable mails are in English and take the templates that come with the server", () => {
  expect(read({})).toMatchObject({
    settings: { mailColor: "#0e6a5b", mailLogoUrl: undefined, mailLocale: "en", mailTemplates: undefined },
    warnings: [],
  });
});

test.each([
  ["TIAUTH_MAIL_COLOR", "#ABCDEF", { mailColor: "#abcdef" }],
  ["FAROE_MAIL_COLOR", "#012345", { mailColor: "#012345" }],
  [
    "TIAUTH_MAIL_LOGO_URL",
    "https://cdn.example.com/logo.png?v=1",
    { mailLogoUrl: "https://cdn.example.com/logo.png?v=1" },
  ],
  ["TIAUTH_MAIL_LOGO_URL", 'https://example.com/"> <b>', { mailLogoUrl: "https://example.com/%22%3E%20%3Cb%3E" }],
  ["TIAUTH_MAIL_LOGO_URL", "http://127.0.0.1:3000/logo.png", { mailLogoUrl: "http://127.0.0.1:3000/logo.png" }],
  ["TIAUTH_MAIL_LOGO_URL", "http://[::1]/logo.png", { mailLogoUrl: "http://[::1]/logo.png" }],
  ["TIAUTH_MAIL_LOCALE", "fr-CA", { mailLocale: "fr-CA" }],
])("%s=%s is taken", (name, text, settings) => {
  expect(read({ [name]: text })).toMatchObject({ settings });
});

test.each([
  ["TIAUTH_MAIL_COLOR", ["red", "#fff", "#12345g", "0e6a5b", "#0e6a5b;background:url(x)", "rgb(0,0,0)"]],
  [
    "TIAUTH_MAIL_LOGO_URL",
    [
      "http://example.com/logo.png",
      "//example.com/a.png",
      "data:image/png;base64,AA==",
      "javascript:1",
      "https://me:pass@example.com/a.png",
      "logo.png",
      "http://127.0.0.1.example.com/a",
    ],
  ],
  ["TIAUTH_MAIL_LOCALE", ["english", "e", "en_US", "es", "xx-YY"]],
  ["TIAUTH_MAIL_TEMPLATES", ["/nowhere/at/all", "package.json"]],
])("C1: %s refuses %j", (name, texts) => {
  for (const text of texts)
    expect(read({ [name]: text }), text).toEqual({ mistakes: [{ name, message: expect.any(String) }] });
});

test("C1: broken templates are listed with all other mistakes, each with its file", () => {
  const folder = templateFolder({ "layout.html": "<p>", "messages.nl.json": "{" });
  expect(read({ TIAUTH_MAIL_TEMPLATES: folder, TIAUTH_MAIL_COLOR: "blue" })).toEqual({
    mistakes: [
      { name: "TIAUTH_MAIL_COLOR", message: "must be a colour like #0e6a5b" },
      {
        name: "TIAUTH_MAIL_TEMPLATES",
        message: expect.stringMatching(/^layout\.html: must have \{content\}.*; messages\.nl\.json: must be JSON/),
      },
    ],
  });
});

test("a language of the templates may be the default, and only then", () => {
  const messages = Object.fromEntries(
    ["signup_verification", "email_update_verification", "password_reset"]
      .map((type) => [type, { subject: "S", preheader: "P", paragraphs: ["{code}"] }])
      .concat(
        ["signin_notification", "password_updated", "email_updated"].map((type) => [
          type,
          { subject: "S", preheader: "P", paragraphs: ["{date}"] },
        ]),
      ),
  );
  const folder = templateFolder({ "messages.es.json": messages });
  const mistaken = read({ TIAUTH_MAIL_LOCALE: "es-MX" });
  expect(mistaken).toMatchObject({
    mistakes: [{ name: "TIAUTH_MAIL_LOCALE", message: expect.stringContaining("TIAUTH_MAIL_TEMPLATES") }],
  });
  expect(read({ TIAUTH_MAIL_LOCALE: "es-MX", TIAUTH_MAIL_TEMPLATES: folder })).toMatchObject({
    settings: {
      mailLocale: "es-MX",
      mailTemplates: { languages: expect.arrayContaining([{ language: "es", messages }]) },
    },
  });
});
