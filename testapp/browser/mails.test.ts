import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { freshPassword } from "../harness/person.ts";
import { describeInBrowser, type Visitor } from "./stage.ts";
import { answer, arriveAt, arriveAtAccount, follow, hears, press, signUpOnPage } from "./steps.ts";

const languages = { en: "en-GB", nl: "nl-BE", de: "de-CH", fr: "fr-CA" } as const;
const clientName = "acme deploy";
type Language = keyof typeof languages;

describeInBrowser("All seven mails can be opened in the inbox page", (visit) => {
  it.each(Object.keys(languages) as Language[])("in the language of the browser: %s", async (language) => {
    const visitor = await visit({ locale: languages[language] });
    const person = `${language}-${Date.now()}`;
    await bringAboutAllMails(visitor, person);
    const { page, url } = visitor;
    await page.goto(`${url}inbox`);
    await page.getByPlaceholder("Filter by address").fill(person);
    const cards = page.locator("#mails > li:visible");
    await cards.nth(6).waitFor();
    const subjects = await cards.getByRole("heading").allTextContents();
    expect(subjects.toSorted()).toEqual(subjectsIn(language).toSorted());
    for (const subject of subjects) await openMail(page, { person, subject, language });
  });
});

/** From the sign-up to another address, with a forgotten password in between; then a tool asks, in the browser's languages. */
async function bringAboutAllMails(visitor: Visitor, person: string): Promise<void> {
  const { page, nextCode } = visitor;
  const [emailAddress, newAddress] = [`${person}@example.com`, `${person}-new@example.com`];
  const password = freshPassword();
  await signUpOnPage(visitor, { emailAddress, password });
  await press(page, "Sign out");
  await arriveAt(page, "Sign in");
  await follow(page, "Forgotten your password?");
  await answer(page, "E-mail address", emailAddress);
  await answer(page, "Temporary password", await nextCode(emailAddress));
  await answer(page, "New password", `${password}!`);
  await arriveAtAccount(page);
  await follow(page, "Change e-mail address");
  await answer(page, "New e-mail address", newAddress);
  await answer(page, "Code", await nextCode(newAddress));
  await answer(page, "Current password", `${password}!`);
  await hears(page, "status", `Your e-mail address is now ${newAddress}.`);
  const asking = {
    action: "create_cli_signin",
    arguments: { user_email_address: newAddress, client_name: clientName },
  };
  await page.evaluate((body) => fetch("/", { method: "POST", body }), JSON.stringify(asking));
}

interface WantedMail {
  readonly person: string;
  readonly subject: string;
  readonly language: Language;
}

/** Looks at it as HTML and as text; where it has a code, both show that code and no other. */
async function openMail(page: Page, { subject, language }: WantedMail): Promise<void> {
  const card = page
    .locator("#mails > li:visible")
    .filter({ has: page.getByRole("heading", { name: subject, exact: true }) });
  const code = await card.locator("output").textContent();
  await card.getByText("The whole mail").click();
  const frame = card.frameLocator("iframe");
  await frame.getByRole("heading", { name: subject, exact: true }).waitFor();
  expect(await frame.locator("html").getAttribute("lang")).toBe(language);
  if (code) await frame.getByText(code, { exact: true }).waitFor();
  await card.getByRole("button", { name: "Text", exact: true }).click();
  const text = (await card.locator("pre").textContent()) ?? "";
  expect(text.length).toBeGreaterThan(50);
  expect(text).toContain(code);
}

/** Sent only by a server that tells nobody who has an account. */
const inPrivacyMode = ["account_exists", "no_account"];

/** What the seven are called, as the file of messages has it. */
function subjectsIn(language: Language): readonly string[] {
  const file = new URL(`../../apps/server/messages/${language}.json`, import.meta.url);
  const messages: Record<string, { readonly subject: string }> = JSON.parse(readFileSync(file, "utf8"));
  return Object.entries(messages).flatMap(([type, { subject }]) =>
    inPrivacyMode.includes(type) ? [] : subject.replace("{clientName}", clientName),
  );
}
