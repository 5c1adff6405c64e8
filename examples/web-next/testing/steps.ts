import { randomUUID } from "node:crypto";
import type { Credentials } from "@tiauth/testing";
import type { Page } from "playwright-core";
import type { Stage } from "./stage.ts";

export const fill = (page: Page, label: string | RegExp, text: string): Promise<void> =>
  page.getByLabel(label).fill(text);

export const press = (page: Page, name: string): Promise<void> =>
  page.getByRole("button", { name, exact: true }).click();

export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole("link", { name, exact: true }).click();

/** Waits for the page with this heading. */
export const arriveAt = (page: Page, title: string): Promise<void> =>
  page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();

/** Somebody new, who is signed in then. */
export async function signUp(page: Page, { tiauth }: Stage): Promise<Credentials> {
  const person = { emailAddress: `${randomUUID()}@example.com`, password: randomUUID() };
  await page.goto("/sign-up");
  await fill(page, "E-mail address", person.emailAddress);
  await press(page, "Continue");
  await fill(page, /^Code/, await tiauth().nextCode(person.emailAddress));
  await fill(page, "Password", person.password);
  await press(page, "Create account");
  await arriveAt(page, "Account");
  return person;
}

/** On the page where one signs in; where that leads is the caller's to see. */
export async function signInHere(page: Page, { emailAddress, password }: Credentials): Promise<void> {
  await fill(page, "E-mail address", emailAddress);
  await fill(page, "Password", password);
  await press(page, "Sign in");
}
