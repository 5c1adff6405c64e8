import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { it } from "vitest";
import { freshPassword } from "../harness/person.ts";
import { describeInBrowser } from "./stage.ts";
import { answer, arriveAt, arriveAtAccount, field, press } from "./steps.ts";

const colorSchemes = ["light", "dark"] as const;
const emailAddress = "ann@example.com";

describeInBrowser("Pictures for the README", (visit) => {
  it("of a sign-up, and of what the inbox shows of it", async () => {
    const { page, context, url, nextCode } = await visit({ viewport: { width: 560, height: 740 } });
    await page.goto(`${url}#/sign-up`);
    await answer(page, "E-mail address", emailAddress);
    const code = await nextCode(emailAddress);
    await field(page, "Code").fill(code);
    await take(page, "sign-up");

    await page.keyboard.press("Enter");
    await arriveAt(page, "Choose a password");
    await answer(page, "New password", freshPassword());
    await arriveAtAccount(page);
    await press(page, "Sign out");
    await arriveAt(page, "Sign in");

    const inboxPage = await context.newPage();
    await inboxPage.setViewportSize({ width: 1120, height: 620 });
    await inboxPage.goto(`${url}inbox`);
    await inboxPage.getByText("The whole mail").first().click();
    await inboxPage.frameLocator("iframe").getByText(code).waitFor();
    await inboxPage.getByText("delete_session").waitFor();
    await take(inboxPage, "inbox");
  });
});

async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of colorSchemes) {
    await page.emulateMedia({ colorScheme });
    const path = fileURLToPath(new URL(`../../docs/images/${name}-${colorScheme}.png`, import.meta.url));
    await page.screenshot({ path });
  }
}
