import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { freshAddress, freshPassword } from "../harness/person.ts";
import { describeInBrowser, type Visitor } from "./stage.ts";
import { answer, arriveAt, arriveAtAccount, press } from "./steps.ts";

describeInBrowser("The inbox page", (visit) => {
  it("is a click away from where a code is asked for, and has a button that copies the code", async () => {
    const { page, context, url } = await visit();
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const emailAddress = freshAddress();
    await page.goto(`${url}#/sign-up`);
    await answer(page, "E-mail address", emailAddress);
    const opened = context.waitForEvent("page");
    await page.getByRole("link", { name: "Open the inbox" }).click();
    const inbox = await opened;
    const code = await cardTo(inbox, emailAddress).locator("output").textContent();
    await cardTo(inbox, emailAddress)
      .getByRole("button", { name: `Copy ${code}` })
      .click();
    await inbox.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    await inbox.close();

    await page.getByLabel("Code", { exact: true }).focus();
    await page.keyboard.press("Control+V");
    await page.keyboard.press("Enter");
    await arriveAt(page, "Choose a password");
  });

  it("shows mails as they arrive, the newest on top, those to an address alone, and none once it is cleared", async () => {
    const { page, url, client } = await visit();
    const [first, second] = [freshAddress(), freshAddress()];
    await openLive(page, url);
    await client.createSignup({ emailAddress: first });
    await cardTo(page, first).waitFor();
    await client.createSignup({ emailAddress: second });
    await cardTo(page, second).waitFor();
    expect(await page.locator("#mails > li").first().textContent()).toContain(second);
    await page.getByPlaceholder("Filter by address").fill(first);
    await cardTo(page, second).waitFor({ state: "hidden" });
    expect(await cardTo(page, first).isVisible()).toBe(true);
    await press(page, "Clear the inbox");
    await page.getByText("No mail yet.").waitFor();
  });
});

describeInBrowser("The flow inspector", (visit) => {
  it("shows each action as it is invoked, with its outcome, its arguments and what it asked the user server", async () => {
    const visitor = await visit();
    const { page, url, client } = visitor;
    await openLive(page, url);
    const { emailAddress } = await visitor.signUp();
    await client.createSignin({ userEmailAddress: freshAddress() });
    await page.getByText("create_signin").waitFor();
    const rows = page.locator("#invocations > li");
    const latest = await rows.first().locator("summary").textContent();
    expect(latest).toMatch(/create_signin\s+user_not_found/);

    const signup = rows.filter({ hasText: "create_signup" }).filter({ hasText: emailAddress });
    await signup.locator("summary").click();
    expect(await signup.textContent()).toMatch(/email_address\s+person-.*get_user_by_email_address\s+user_not_found/s);
    await press(page, "Clear the flow inspector");
    await page.getByText("Nothing was invoked yet.").waitFor();
  });

  it("shows no secret, on the page or over its routes", async () => {
    const visitor = await visit();
    const { page, url } = visitor;
    const secrets = await signUpWithSecrets(visitor);
    const inspector = await visitor.context.newPage();
    await openLive(inspector, url);
    await inspector.getByText("complete_signup").first().waitFor();
    await press(page, "Sign out");
    await inspector.getByText("delete_session").waitFor();
    const shown = [
      await inspector.locator("#inspector").textContent(),
      await (await fetch(`${url}inspector/invocations`)).text(),
    ];
    expect(shown.every((text) => text?.includes("set_signup_password"))).toBe(true);
    expect(secrets.filter((secret) => shown.some((text) => text?.includes(secret)))).toEqual([]);
  });
});

async function openLive(page: Page, url: string): Promise<void> {
  await page.goto(`${url}inbox`);
  await page.getByText("Live", { exact: true }).waitFor();
}

const cardTo = (page: Page, emailAddress: string) => page.locator("#mails > li").filter({ hasText: emailAddress });

/** Resolves with every secret that was mailed, typed or kept: code, password, the secret half of each token. */
async function signUpWithSecrets(visitor: Visitor): Promise<readonly string[]> {
  const { page, url, nextCode } = visitor;
  const [emailAddress, password] = [freshAddress(), freshPassword()];
  await page.goto(`${url}#/sign-up`);
  await answer(page, "E-mail address", emailAddress);
  const code = await nextCode(emailAddress);
  await answer(page, "Code", code);
  await arriveAt(page, "Choose a password");
  const signupToken = await page.evaluate(() => sessionStorage.getItem("tiauth.signup_token"));
  await answer(page, "New password", password);
  await arriveAtAccount(page);
  const sessionToken = await page.evaluate(() => localStorage.getItem("tiauth.session_token"));
  const halves = [signupToken, sessionToken].flatMap((token) => token?.split(".")[1] ?? []);
  expect(halves).toHaveLength(2);
  return [code, password, ...halves];
}
