import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { freshAddress, freshPassword } from "../harness/person.ts";
import { describeInBrowser } from "./stage.ts";
import { field, hasFocus, signInOnPage } from "./steps.ts";

describeInBrowser("By keyboard alone", (visit) => {
  it("somebody signs up and out: the focus is where the next thing is to be done", async () => {
    const { page, url, nextCode } = await visit();
    const { keyboard } = page;
    const emailAddress = freshAddress();
    await page.goto(url);
    await hasFocus(page, field(page, "E-mail address"));
    await tabTo(page, ["Password", "Show password", "Sign in", "Forgotten your password?", "Create an account"]);
    await keyboard.press("Enter");
    await page.getByRole("form", { name: "Create an account" }).waitFor();
    await hasFocus(page, field(page, "E-mail address"));
    await keyboard.type(emailAddress);
    await keyboard.press("Enter");

    await hasFocus(page, field(page, "Code"));
    await keyboard.type("AAAABBBB");
    await keyboard.press("Enter");
    await hasFocus(page, field(page, "Code").and(page.locator("[aria-invalid=true]")));
    await keyboard.press("Control+A");
    await keyboard.type(await nextCode(emailAddress));
    await keyboard.press("Enter");

    await hasFocus(page, field(page, "New password"));
    await keyboard.type(freshPassword());
    await tabTo(page, ["Show password"]);
    await keyboard.press("Space");
    expect(await field(page, "New password").getAttribute("type")).toBe("text");
    await tabTo(page, ["Create account"]);
    await keyboard.press("Enter");

    await hasFocus(page, page.getByRole("heading", { name: "Your account" }));
    await tabTo(page, ["Change e-mail address", "Change password", "See your devices", "Delete account", "Sign out"]);
    await keyboard.press("Enter");
    await page.getByRole("form", { name: "Sign in" }).waitFor();
    await hasFocus(page, field(page, "E-mail address"));
  });

  it("each step of an account's page can be left again, back to its heading", async () => {
    const visitor = await visit();
    const { page } = visitor;
    await signInOnPage(visitor, await visitor.signUp());
    for (const [door, first] of doors) {
      await page.getByRole("link", { name: door, exact: true }).press("Enter");
      await hasFocus(page, field(page, first));
      await page.getByRole("button", { name: "Back to your account" }).press("Enter");
      await hasFocus(page, page.getByRole("heading", { name: "Your account" }));
    }
  });

  it("somebody signs another device out, and keeps the focus", async () => {
    const visitor = await visit();
    const { page } = visitor;
    await signInOnPage(visitor, await visitor.signUp());
    await page.getByRole("link", { name: "See your devices" }).press("Enter");
    await page.locator("time").first().waitFor();
    await hasFocus(page, page.getByRole("heading", { name: "Your devices" }));
    await tabTo(page, ["Sign out there"]);
    await page.keyboard.press("Enter");
    await page.getByRole("listitem").getByText("Signed out", { exact: true }).waitFor();
    await hasFocus(page, page.getByRole("button", { name: "Sign out there" }));
    await tabTo(page, ["Sign out everywhere else", "Back to your account"]);
    await page.keyboard.press("Enter");
    await hasFocus(page, page.getByRole("heading", { name: "Your account" }));
  });

  it("the focus can be seen, wherever it is", async () => {
    const { page, url } = await visit();
    await page.goto(url);
    await hasFocus(page, field(page, "E-mail address"));
    for (const name of ["Password", "Show password", "Sign in", "Forgotten your password?", "Create an account"]) {
      await tabTo(page, [name]);
      const outline = await page.locator(":focus").evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(outline, name).not.toBe("none");
    }
  });
});

const doors = [
  ["Change e-mail address", "New e-mail address"],
  ["Change password", "Current password"],
  ["Delete account", "Current password"],
] as const;

/** Presses Tab once for each of these fields, buttons and links, which get the focus in this order. */
async function tabTo(page: Page, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await page.keyboard.press("Tab");
    const [button, link] = [
      page.getByRole("button", { name, exact: true }),
      page.getByRole("link", { name, exact: true }),
    ];
    await hasFocus(page, field(page, name).or(button).or(link));
  }
}
