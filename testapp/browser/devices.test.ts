import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser, type Visit, type Visitor } from "./stage.ts";
import { arriveAt, arriveAtAccount, follow, hears, press, signInOnPage } from "./steps.ts";

const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
const iPhone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

const broken = JSON.stringify({ ok: false, action_invocation_id: "", error_code: "internal_error" });

describeInBrowser("On the devices page a person", (visit) => {
  it("sees each by browser, network and last use, and signs one out: that one is out then, the others are not", async () => {
    const { desk, phone, person } = await deskAndPhone(visit);
    const { page, client } = desk;
    expect(await devicesOf(page)).toEqual([
      expect.stringMatching(
        /^Firefox on LinuxThis device\s*Network 127\.0\.0\.0\/24\s*Last used \d+ \w+ \d{4}, \d\d:\d\d$/,
      ),
      expect.stringMatching(/^Safari on iOS\s*Network 127\.0\.0\.0\/24\s*Last used .*Sign out there$/),
      expect.stringMatching(/^Unknown browser.*Sign out there$/),
    ]);

    const item = page.getByRole("listitem").filter({ hasText: "Safari on iOS" });
    const button = item.getByRole("button");
    expect(await describedBy(page, await button.getAttribute("aria-describedby"))).toBe("Safari on iOS");
    await button.click();
    await hears(page, "status", "Safari on iOS has been signed out.");
    expect(await describedBy(page, await button.getAttribute("aria-describedby"))).toBe("Safari on iOSSigned out");

    await phone.page.reload();
    await arriveAt(phone.page, "Sign in");
    await hears(phone.page, "status", "Your session has ended. Please sign in again.");
    expect((await client.getSession(person)).ok).toBe(true);
    await page.reload();
    await page.locator("time").first().waitFor();
    expect(await page.getByRole("listitem").count()).toBe(2);
  });

  it("signs all others out, and stays signed in", async () => {
    const { desk, phone, person } = await deskAndPhone(visit);
    const { page, client } = desk;
    await press(page, "Sign out everywhere else");
    await hears(page, "status", "You are signed in here only.");
    expect(await page.getByText("Signed out", { exact: true }).count()).toBe(2);
    expect((await client.getSession(person)).ok).toBe(false);
    await phone.page.reload();
    await arriveAt(phone.page, "Sign in");
    await follow(page, "Back to your account");
    await arriveAtAccount(page);
    await follow(page, "See your devices");
    await page.locator("time").first().waitFor();
    expect(await devicesOf(page)).toEqual([expect.stringContaining("This device")]);
    const all = page.getByRole("button", { name: "Sign out everywhere else" });
    expect(await all.getAttribute("aria-disabled")).toBe("true");
  });

  it("is told the same of a device that signed out meanwhile", async () => {
    const { desk, phone } = await deskAndPhone(visit);
    await press(phone.page, "Sign out");
    await arriveAt(phone.page, "Sign in");
    await desk.page.getByRole("listitem").filter({ hasText: "Safari on iOS" }).getByRole("button").click();
    await hears(desk.page, "status", "Safari on iOS has been signed out.");
  });

  it("can try again where the server could not be asked", async () => {
    const visitor = await visit();
    const { page, context, url } = visitor;
    await signInOnPage(visitor, await visitor.signUp());
    await context.route(url, (route) =>
      route.request().method() === "POST" ? route.fulfill({ body: broken }) : route.continue(),
    );
    await follow(page, "See your devices");
    await hears(page, "alert", "Something broke on the server.");
    await context.unroute(url);
    await press(page, "Try again");
    await page.locator("time").first().waitFor();
  });
});

/** Somebody with three sessions: that of their sign-up, one on a phone, and one at a desk, which looks at the devices. */
async function deskAndPhone(visit: Visit) {
  const desk = await visit({ userAgent: firefox });
  const phone = await visit({ userAgent: iPhone });
  const person = await desk.signUp();
  await signInOnPage(phone, person);
  await signInOnPage(desk, person);
  await openDevices(desk);
  return { desk, phone, person };
}

async function openDevices({ page }: Visitor): Promise<void> {
  await follow(page, "See your devices");
  await arriveAt(page, "Your devices");
  await page.locator("time").first().waitFor();
}

const devicesOf = (page: Page) => page.getByRole("listitem").allTextContents();

const describedBy = (page: Page, id: string | null) => page.locator(`[id="${id}"]`).textContent();
