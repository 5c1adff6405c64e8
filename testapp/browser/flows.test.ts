import { expect, it } from "vitest";
import { freshAddress, freshPassword } from "../harness/person.ts";
import { describeInBrowser } from "./stage.ts";
import {
  answer,
  arriveAt,
  arriveAtAccount,
  field,
  follow,
  hears,
  press,
  signInOnPage,
  signUpOnPage,
  trySignIn,
} from "./steps.ts";

describeInBrowser("On the demo page a person", (visit) => {
  it("signs up: address, code from the mail, password", async () => {
    const visitor = await visit();
    const person = { emailAddress: freshAddress(), password: freshPassword() };
    await signUpOnPage(visitor, person);
    await visitor.page.getByText(person.emailAddress, { exact: true }).waitFor();
    await signInOnPage(await visit(), person);
  });

  it("signs in", async () => {
    const visitor = await visit();
    const person = await visitor.signUp();
    await signInOnPage(visitor, person);
    await visitor.page.getByText(person.session.userId, { exact: true }).waitFor();
    await visitor.nextMail(person.emailAddress, { subject: "Sign-in detected" });
  });

  it("chooses a new password with the temporary one from the mail, which ends the old one", async () => {
    const visitor = await visit();
    const { page, url, nextCode } = visitor;
    const { emailAddress, password } = await visitor.signUp();
    const newPassword = freshPassword();
    await page.goto(url);
    await follow(page, "Forgotten your password?");
    await answer(page, "E-mail address", emailAddress);
    await answer(page, "Temporary password", await nextCode(emailAddress));
    await answer(page, "New password", newPassword);
    await arriveAtAccount(page);
    await press(page, "Sign out");
    await arriveAt(page, "Sign in");

    await trySignIn(visitor, { emailAddress, password });
    await hears(page, "alert", "This password is not right.");
    await signInOnPage(visitor, { emailAddress, password: newPassword });
  });

  it("changes the address with a code from the new one; the old one is told", async () => {
    const visitor = await visit();
    const { page, nextCode, nextMail } = visitor;
    const person = await visitor.signUp();
    const newAddress = freshAddress();
    await signInOnPage(visitor, person);
    await follow(page, "Change e-mail address");
    await answer(page, "New e-mail address", newAddress);
    await answer(page, "Code", await nextCode(newAddress));
    await answer(page, "Current password", person.password);
    await hears(page, "status", `Your e-mail address is now ${newAddress}.`);
    await nextMail(person.emailAddress, { subject: "Email updated" });
    await signInOnPage(await visit(), { ...person, emailAddress: newAddress });
  });

  it("changes the password, which ends the old one", async () => {
    const visitor = await visit();
    const { page } = visitor;
    const person = await visitor.signUp();
    const newPassword = freshPassword();
    await signInOnPage(visitor, person);
    await follow(page, "Change password");
    await answer(page, "Current password", person.password);
    await answer(page, "New password", newPassword);
    await hears(page, "status", "has been changed");
    await press(page, "Sign out");
    await arriveAt(page, "Sign in");

    await trySignIn(visitor, person);
    await hears(page, "alert", "This password is not right.");
    await signInOnPage(visitor, { ...person, password: newPassword });
  });

  it("signs out, here alone or everywhere; nothing of them stays on the page", async () => {
    const [here, there] = [await visit(), await visit()];
    const person = await here.signUp();
    await signInOnPage(here, person);
    await press(here.page, "Sign out");
    await hears(here.page, "status", "You have signed out.");
    expect(await field(here.page, "E-mail address").inputValue()).toBe("");
    expect((await here.client.getSession(person)).ok).toBe(true);

    await signInOnPage(there, person);
    await press(there.page, "Sign out everywhere");
    await hears(there.page, "status", "You have signed out on all your devices.");
    expect((await here.client.getSession(person)).ok).toBe(false);
  });

  it("deletes the account, once the password is confirmed", async () => {
    const visitor = await visit();
    const { page, client } = visitor;
    const person = await visitor.signUp();
    await signInOnPage(visitor, person);
    await follow(page, "Delete account");
    await answer(page, "Current password", person.password);
    await arriveAt(page, "Delete it for ever?");
    expect((await client.getSession(person)).ok).toBe(true);
    await press(page, "Delete my account");
    await hears(page, "status", "has been deleted");
    expect((await client.getSession(person)).ok).toBe(false);
    await trySignIn(visitor, person);
    await hears(page, "alert", "There is no account with this address.");
  });
});
