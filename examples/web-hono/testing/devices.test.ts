import type { Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { describeOnStage } from "./describe-on-stage.ts";
import { arriveAt, hears, press, signInOnPage, signUpOnPages } from "./steps.ts";

const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
const desk = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const deviceNames = (page: Page) => page.locator(".devices strong").allTextContents();

describeOnStage("On the devices page", (stage) => {
  it("W6: one of three browsers signs another out: it is out at its next request, the third is not", async () => {
    const here = await stage().visit({ javaScriptEnabled: false });
    const there = await stage().visit({ javaScriptEnabled: false, userAgent: phone });
    const elsewhere = await stage().visit({ javaScriptEnabled: false, userAgent: desk });
    const person = await signUpOnPages(here, stage());
    await signInOnPage(there, person);
    await signInOnPage(elsewhere, person);

    await here.goto("/account/devices");
    const names = await deviceNames(here);
    expect(names).toHaveLength(3);
    expect(names).toEqual(
      expect.arrayContaining([expect.stringContaining("Safari"), expect.stringContaining("Firefox")]),
    );
    await here.getByRole("listitem").filter({ hasText: "Safari" }).getByRole("button").click();
    await hears(here, "status", "That device is signed out.");
    expect(await deviceNames(here)).toHaveLength(2);

    await there.reload();
    await arriveAt(there, "Sign in");
    for (const page of [here, elsewhere]) {
      await page.goto("/account");
      await arriveAt(page, "Your account");
    }
  });

  it("somebody signs out everywhere else, and stays", async () => {
    const [here, there] = [await stage().visit(), await stage().visit()];
    const person = await signUpOnPages(here, stage());
    await signInOnPage(there, person);
    await here.goto("/account/devices");
    await press(here, "Sign out everywhere else");
    await hears(here, "status", "All other devices are signed out.");
    expect(await deviceNames(here)).toHaveLength(1);
    await there.reload();
    await arriveAt(there, "Sign in");
  });

  it("behind a proxy it is the person's network that is shown, as the proxy saw it", async () => {
    await stage().restart({ origin: stage().url });
    onTestFinished(() => stage().restart({}));
    const page = await stage().visit({ extraHTTPHeaders: { "X-Forwarded-For": "198.51.100.7, 203.0.113.9" } });
    await signUpOnPages(page, stage());
    await page.goto("/account/devices");
    await page.getByText("203.0.113.0/24").waitFor();
  });

  it("W6: there are at most 100: with the next one, the one that was listed longest ago is out", async () => {
    const { tiauth } = stage();
    const [oldest, second] = [await stage().visit(), await stage().visit()];
    const person = await signUpOnPages(oldest, stage());
    await signInOnPage(second, person);
    for (let count = 2; count < 100; count++) await tiauth.signIn(person);
    await oldest.reload();
    await arriveAt(oldest, "Your account");

    await tiauth.signIn(person);
    await oldest.reload();
    await arriveAt(oldest, "Sign in");
    await second.goto("/account/devices");
    expect(await deviceNames(second)).toHaveLength(100);
  }, 240_000);
});
