import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { freshAddress, freshPassword } from "../harness/person.ts";
import { describeInBrowser } from "./stage.ts";
import { answer, arriveAt, field, follow, hasFocus, hears, signInOnPage, trySignIn } from "./steps.ts";

describeInBrowser("The demo page says what is wrong with", (visit) => {
  it("a code that is wrong or not whole, and takes the right one in any spelling after that", async () => {
    const { page, url, nextCode } = await visit();
    const emailAddress = freshAddress();
    await page.goto(`${url}#/sign-up`);
    await answer(page, "E-mail address", emailAddress);
    const code = await nextCode(emailAddress);
    await answer(page, "Code", code.slice(0, 7));
    await marked(page, "Code", "This is not the whole code yet.");
    await answer(page, "Code", "AAAABBBB");
    await marked(page, "Code", "This code is wrong or too old.");
    await answer(page, "Code", ` ${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`);
    await arriveAt(page, "Choose a password");
  });

  it("a temporary password", async () => {
    const { page, url, signUp } = await visit();
    const { emailAddress } = await signUp();
    await page.goto(`${url}#/password-reset`);
    await answer(page, "E-mail address", emailAddress);
    await answer(page, "Temporary password", "AAAABBBBCCCC");
    await marked(page, "Temporary password", "This is not the temporary password of the newest mail.");
  });

  it("a new password that is short, or easy to guess; the rules show it while it is typed", async () => {
    const { page, url, nextCode } = await visit();
    const emailAddress = freshAddress();
    await page.goto(`${url}#/sign-up`);
    await answer(page, "E-mail address", emailAddress);
    await answer(page, "Code", await nextCode(emailAddress));
    await answer(page, "New password", "short");
    await marked(page, "New password", "A password has 10 to 100 characters.");
    await page.getByText("10 to 100 characters: not yet").waitFor();
    await field(page, "New password").fill("password1234");
    await page.getByText("10 to 100 characters: done").waitFor();
    await page.keyboard.press("Enter");
    await marked(page, "New password", "This password is too easy to guess.");
  });

  it("a password, when signing in and when deleting the account, which stays", async () => {
    const visitor = await visit();
    const { page, client } = visitor;
    const person = await visitor.signUp();
    await trySignIn(visitor, { ...person, password: "" });
    await marked(page, "Password", "Please enter your password.");
    await trySignIn(visitor, { ...person, password: freshPassword() });
    await marked(page, "Password", "This password is not right.");
    await signInOnPage(visitor, person);
    await follow(page, "Delete account");
    await answer(page, "Current password", freshPassword());
    await marked(page, "Current password", "This password is not right.");
    expect((await client.getSession(person)).ok).toBe(true);
  });

  it("a password, and lets it be mended at once, however the clock's ticks fall", async () => {
    const visitor = await visit();
    const { page } = visitor;
    const person = await visitor.signUp();
    await page.addInitScript(() => {
      let time = Date.now();
      Date.now = () => ++time; // a tick between any two looks at it
    });
    await trySignIn(visitor, { ...person, password: "" });
    await marked(page, "Password", "Please enter your password.");
    await signInOnPage(visitor, person);
  });

  it("an address that is none, is nobody's or is taken", async () => {
    const visitor = await visit();
    const { page, url } = visitor;
    const [person, other] = [await visitor.signUp(), await visitor.signUp()];
    await page.goto(`${url}#/sign-up`);
    await answer(page, "E-mail address", "nonsense");
    await marked(page, "E-mail address", "This does not look like an e-mail address.");
    await answer(page, "E-mail address", other.emailAddress);
    await marked(page, "E-mail address", "This address already belongs to an account.");
    await trySignIn(visitor, { ...person, emailAddress: freshAddress() });
    await marked(page, "E-mail address", "There is no account with this address.");
    await signInOnPage(visitor, person);
    await follow(page, "Change e-mail address");
    await answer(page, "New e-mail address", other.emailAddress);
    await marked(page, "New e-mail address", "This address already belongs to an account.");
  });

  it("a session that was ended elsewhere, and leads to the sign-in page", async () => {
    const visitor = await visit();
    const person = await visitor.signUp();
    await signInOnPage(visitor, person);
    expect((await visitor.client.deleteAllSessions(person)).ok).toBe(true);
    await visitor.page.reload();
    await arriveAt(visitor.page, "Sign in");
    await hears(visitor.page, "status", "Your session has ended. Please sign in again.");
  });
});

/** Waits until a message is heard that belongs to the field, which has the focus. */
async function marked(page: Page, label: string, message: string): Promise<void> {
  await hears(page, "alert", message);
  await hasFocus(page, field(page, label).and(page.locator("[aria-invalid=true]")));
  const describedBy = (await field(page, label).getAttribute("aria-describedby")) ?? "";
  const ids = await page
    .getByRole("alert")
    .filter({ hasText: message })
    .evaluateAll((all) => all.map(({ id }) => id));
  expect(describedBy.split(" ")).toEqual(expect.arrayContaining(ids));
}
