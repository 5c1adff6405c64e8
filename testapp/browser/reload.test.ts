import { it } from "vitest";
import { freshAddress, freshPassword } from "../harness/person.ts";
import { describeInBrowser } from "./stage.ts";
import { answer, arriveAt, arriveAtAccount, follow, hears, press, signInOnPage } from "./steps.ts";

describeInBrowser("A page that is reloaded at every step leads to the end of", (visit) => {
  it("a sign-up", async () => {
    const { page, url, nextCode } = await visit();
    const emailAddress = freshAddress();
    await page.goto(`${url}#/sign-up`);
    await answer(page, "E-mail address", emailAddress);
    await arriveAt(page, "Check your mail");
    await page.reload();
    await answer(page, "Code", await nextCode(emailAddress));
    await arriveAt(page, "Choose a password");
    await page.reload();
    await answer(page, "New password", freshPassword());
    await arriveAtAccount(page);
    await page.reload();
    await arriveAtAccount(page);
  });

  it("a password reset", async () => {
    const { page, url, nextCode, signUp } = await visit();
    const { emailAddress } = await signUp();
    await page.goto(`${url}#/password-reset`);
    await answer(page, "E-mail address", emailAddress);
    await arriveAt(page, "Check your mail");
    await page.reload();
    await answer(page, "Temporary password", await nextCode(emailAddress));
    await arriveAt(page, "Choose a new password");
    await page.reload();
    await answer(page, "New password", freshPassword());
    await arriveAtAccount(page);
  });

  it("a change of address", async () => {
    const visitor = await visit();
    const { page, nextCode } = visitor;
    const person = await visitor.signUp();
    const newAddress = freshAddress();
    await signInOnPage(visitor, person);
    await follow(page, "Change e-mail address");
    await answer(page, "New e-mail address", newAddress);
    await arriveAt(page, "Check your mail");
    await page.reload();
    await answer(page, "Code", await nextCode(newAddress));
    await arriveAt(page, "Confirm that it is you");
    await page.reload();
    await answer(page, "Current password", person.password);
    await hears(page, "status", `Your e-mail address is now ${newAddress}.`);
  });

  it("a change of password, and a deletion", async () => {
    const visitor = await visit();
    const { page } = visitor;
    const person = await visitor.signUp();
    const newPassword = freshPassword();
    await signInOnPage(visitor, person);
    await follow(page, "Change password");
    await answer(page, "Current password", person.password);
    await arriveAt(page, "Choose a new password");
    await page.reload();
    await answer(page, "New password", newPassword);
    await hears(page, "status", "has been changed");
    await follow(page, "Delete account");
    await answer(page, "Current password", newPassword);
    await arriveAt(page, "Delete it for ever?");
    await page.reload();
    await press(page, "Delete my account");
    await hears(page, "status", "has been deleted");
  });
});
