import type { Credentials } from "@tiauth/testing";
import type { Locator, Page } from "playwright-core";
import type { Visitor } from "./stage.ts";

export const field = (page: Page, label: string): Locator => page.getByLabel(label, { exact: true });

/** Types into a field and submits its form with Enter. */
export async function answer(page: Page, label: string, text: string): Promise<void> {
  await field(page, label).fill(text);
  await page.keyboard.press("Enter");
}

/** Follows a link, or presses a button, of the demo page. */
export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole("link", { name, exact: true }).click();
export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();

/** Waits for the page or step with this heading. */
export const arriveAt = (page: Page, title: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();

/** Waits for an account page that has loaded its session. */
export async function arriveAtAccount(page: Page): Promise<void> {
  await arriveAt(page, "Your account");
  await page.locator("time").first().waitFor();
}

/** Waits until the element has the focus. */
export const hasFocus = (page: Page, element: Locator): Promise<void> => element.and(page.locator(":focus")).waitFor();

/** Waits until the page says this, in a place where screen readers hear it. */
export const hears = (page: Page, role: "alert" | "status", text: string): Promise<void> =>
  page.getByRole(role).filter({ hasText: text }).waitFor();

export async function signUpOnPage({ page, url, nextCode }: Visitor, { emailAddress, password }: Credentials) {
  await page.goto(`${url}#/sign-up`);
  await answer(page, "E-mail address", emailAddress);
  await answer(page, "Code", await nextCode(emailAddress));
  await answer(page, "New password", password);
  await arriveAtAccount(page);
}

/** Tries to; where that leads is the caller's to see. */
export async function trySignIn({ page, url }: Visitor, { emailAddress, password }: Credentials): Promise<void> {
  await page.goto(`${url}#/sign-in`);
  await field(page, "E-mail address").fill(emailAddress);
  await answer(page, "Password", password);
}

export async function signInOnPage(visitor: Visitor, person: Credentials): Promise<void> {
  await trySignIn(visitor, person);
  await arriveAtAccount(visitor.page);
}
