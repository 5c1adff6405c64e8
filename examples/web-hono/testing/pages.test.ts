import { expect, it } from "vitest";
import { describeOnStage } from "./describe-on-stage.ts";
import { answer, arriveAt, field, follow, hears, press, signInOnPage, signUpOnPages, trySignIn } from "./steps.ts";

describeOnStage("Without any script in the browser a person", (stage) => {
  const visit = () => stage().visit({ javaScriptEnabled: false });

  it("signs up, and out, and in again, and comes to the page that they wanted", async () => {
    const page = await visit();
    const person = await signUpOnPages(page, stage());
    await press(page, "Sign out");
    await hears(page, "status", "You have signed out.");
    await page.goto("/account/password");
    await arriveAt(page, "Sign in");
    await trySignIn(page, person);
    await arriveAt(page, "Change your password");
  });

  it("is told what is wrong where it is wrong, and what they typed is still there", async () => {
    const page = await visit();
    const person = await signUpOnPages(page, stage());
    await press(page, "Sign out");
    await trySignIn(page, { ...person, password: "not the password" });
    await hears(page, "alert", "This password is not right.");
    expect(await field(page, "E-mail address").inputValue()).toBe(person.emailAddress);
    expect(await field(page, "Password").getAttribute("aria-describedby")).toBe("problem");
  });

  it("chooses a new password with the temporary one from the mail", async () => {
    const { tiauth } = stage();
    const page = await visit();
    const { emailAddress } = await signUpOnPages(page, stage());
    await press(page, "Sign out");
    await follow(page, "choose a new password");
    await answer(page, "E-mail address", emailAddress);
    await answer(page, "Temporary password", await tiauth.nextCode(emailAddress));
    await answer(page, "New password", "a better password");
    await arriveAt(page, "Your account");
    await signInOnPage(await visit(), { emailAddress, password: "a better password" });
  });

  it("changes their e-mail address, and their password", async () => {
    const { tiauth } = stage();
    const page = await visit();
    const { emailAddress, password } = await signUpOnPages(page, stage());
    const newAddress = `new-${emailAddress}`;
    await follow(page, "Change your e-mail address");
    await answer(page, "New e-mail address", newAddress);
    await field(page, "Code").fill(await tiauth.nextCode(newAddress));
    await answer(page, "Your password", password);
    await hears(page, "status", "Your e-mail address was changed.");
    await follow(page, "Change your password");
    await field(page, "Current password").fill(password);
    await answer(page, "New password", "a better password");
    await hears(page, "status", "Your password was changed.");
    await signInOnPage(await visit(), { emailAddress: newAddress, password: "a better password" });
  });

  it("sees on one browser what they changed on the other", async () => {
    const [here, there] = [await visit(), await visit()];
    const person = await signUpOnPages(here, stage());
    await signInOnPage(there, person);
    await field(here, "Name").fill("Ann <b>O'Hara</b>");
    await field(here, "About you").fill("Two\nlines & more");
    await press(here, "Save");
    await hears(here, "status", "Your profile was saved.");
    await there.reload();
    expect(await field(there, "Name").inputValue()).toBe("Ann <b>O'Hara</b>");
    expect(await field(there, "About you").inputValue()).toBe("Two\nlines & more");
  });
});
