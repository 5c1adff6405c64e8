import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { freshAddress, freshPassword } from "../harness/person.ts";
import { describeInBrowser } from "./stage.ts";
import { answer, arriveAtAccount, field, follow, hears, press, signInOnPage } from "./steps.ts";

/** What {@link record} keeps in the page. */
declare const shifts: readonly string[];

describeInBrowser("Nothing moves on the demo page", (visit) => {
  it.each([360, 1280])("while somebody signs up, goes wrong and is told so, at %i pixels", async (width) => {
    const { page, url, nextCode } = await visit({ viewport: { width, height: 800 } });
    const emailAddress = freshAddress();
    await page.addInitScript(record);
    await page.goto(`${url}#/sign-up`);
    await answer(page, "E-mail address", "nonsense");
    await hears(page, "alert", "This does not look like an e-mail address.");
    await answer(page, "E-mail address", emailAddress);
    await answer(page, "Code", "AAAABBBB");
    await hears(page, "alert", "This code is wrong or too old.");
    await answer(page, "Code", await nextCode(emailAddress));
    await answer(page, "New password", "short");
    await hears(page, "alert", "A password has 10 to 100 characters.");
    await field(page, "New password").fill(freshPassword());
    expect(await shiftsOf(page)).toEqual([]);

    await page.keyboard.press("Enter");
    await arriveAtAccount(page);
    await page.reload();
    await arriveAtAccount(page);
    expect(await shiftsOf(page)).toEqual([]);
  });

  it.each([360, 1280])(
    "while devices are loaded, signed out one by one and all together, at %i pixels",
    async (width) => {
      const visitor = await visit({ viewport: { width, height: 800 } });
      const { page, signIn } = visitor;
      const person = await visitor.signUp();
      await signIn(person);
      await signInOnPage(visitor, person);
      await follow(page, "See your devices");
      await page.addInitScript(record);
      await page.reload();
      await page.getByRole("button", { name: "Sign out there" }).first().click();
      await hears(page, "status", "has been signed out.");
      await press(page, "Sign out everywhere else");
      await hears(page, "status", "You are signed in here only.");
      expect(await shiftsOf(page)).toEqual([]);
    },
  );
});

/** Those right after an input count too, which browsers excuse. */
function record(): void {
  const shifts: string[] = [];
  Object.assign(globalThis, { shifts });
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push(JSON.stringify(entry));
  });
  observer.observe({ type: "layout-shift", buffered: true });
}

/** What has moved since the page was loaded. */
async function shiftsOf(page: Page): Promise<readonly string[]> {
  // Shifts are told after the frame they happened in.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  return page.evaluate(() => shifts);
}
