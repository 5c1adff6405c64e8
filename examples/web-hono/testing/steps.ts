import { randomUUID } from "node:crypto";
import type { Credentials } from "@tiauth/testing";
import type { Locator, Page } from "playwright-core";
import type { Stage } from "./stage.ts";

export const field = (page: Page, label: string): Locator => page.getByLabel(label, { exact: true });

/** Types into a field and submits its form with Enter. */
export async function answer(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).fill(text);
  await page.keyboard.press("Enter");
}

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();

export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole("link", { name, exact: true }).click();

/** Waits for the page with this heading. */
export const arriveAt = (page: Page, title: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();

/** Waits until the page says this, in a place where screen readers hear it. */
export const hears = (page: Page, role: "alert" | "status", text: string): Promise<void> =>
  page.getByRole(role).filter({ hasText: text }).waitFor();

/** Somebody new, by the pages. */
export async function signUpOnPages(page: Page, { tiauth }: Stage): Promise<Credentials> {
  const person = { emailAddress: `${randomUUID()}@example.com`, password: randomUUID() };
  await page.goto("/sign-up");
  await answer(page, "E-mail address", person.emailAddress);
  await answer(page, "Code", await tiauth.nextCode(person.emailAddress));
  await answer(page, "Password", person.password);
  await arriveAt(page, "Your account");
  return person;
}

/** Tries to; where that leads is the caller's to see. */
export async function trySignIn(page: Page, { emailAddress, password }: Credentials): Promise<void> {
  await field(page, "E-mail address").fill(emailAddress);
  await answer(page, "Password", password);
}

export async function signInOnPage(page: Page, person: Credentials): Promise<void> {
  await page.goto("/sign-in");
  await trySignIn(page, person);
  await arriveAt(page, "Your account");
}
