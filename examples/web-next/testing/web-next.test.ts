import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeOnStage } from "./stage.ts";
import { arriveAt, fill, follow, press, signInHere, signUp } from "./steps.ts";
import { watchTraffic } from "./traffic.ts";

/** Whatever a script of the page could read. */
const readable = (page: Page) =>
  page.evaluate(() => [
    document.cookie,
    JSON.stringify(localStorage),
    JSON.stringify(sessionStorage),
    location.href,
    document.documentElement.outerHTML,
  ]);

const sessionCookieName = "__Host-tiauth_session_token";

const sessionCookie = async (page: Page): Promise<string | undefined> =>
  (await page.context().cookies()).find(({ name }) => name === sessionCookieName)?.value;

describeOnStage("An application of Next.js", (stage) => {
  it("signs people up and in and out, and no script can get at a token", async () => {
    const page = await stage.visit();
    const traffic = watchTraffic(page.context());
    const person = await signUp(page, stage);
    const seen = await readable(page);
    await follow(page, "Devices");
    await arriveAt(page, "Devices");
    seen.push(...(await readable(page)));
    await follow(page, "Account");
    await arriveAt(page, "Account");
    await press(page, "Sign out");
    await arriveAt(page, "People");
    expect(await page.context().cookies()).toEqual([]);
    await follow(page, "Sign in");
    await signInHere(page, person);
    await arriveAt(page, "Account");
    seen.push(...(await readable(page)));

    const { texts, secrets } = await traffic();
    expect(secrets.length).toBeGreaterThanOrEqual(3); // a flow and two sessions
    expect(texts.length).toBeGreaterThan(30);
    const isSeen = (secret: string) => [...texts, ...seen].some((text) => text.includes(secret));
    expect(secrets.filter(isSeen)).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([
      { name: sessionCookieName, httpOnly: true, secure: true, sameSite: "Lax", path: "/" },
    ]);
  });

  it("needs no script in the browser", async () => {
    const page = await stage.visit({ javaScriptEnabled: false });
    const person = await signUp(page, stage);
    await press(page, "Sign out");
    await page.goto("/devices");
    await signInHere(page, person);
    await arriveAt(page, "Devices");
    expect(await page.getByText("(this one)").count()).toBe(1);
  });

  it("says what was wrong, and a flow goes on where it was", async () => {
    const page = await stage.visit();
    const person = await signUp(page, stage);
    await press(page, "Sign out");
    await follow(page, "Sign in");
    await signInHere(page, { ...person, password: "not the password" });
    await alertWith(page, "The password is wrong.");
    await page.goto("/sign-in?error=%3Cb%3Eheard%3C%2Fb%3E");
    await alertWith(page, "That did not work.");

    await follow(page, "Forgotten password");
    await arriveAt(page, "Forgotten password");
    await fill(page, "E-mail address", person.emailAddress);
    await press(page, "Continue");
    await fill(page, /^Temporary password/, await stage.tiauth().nextCode(person.emailAddress));
    await fill(page, "New password", "short");
    await press(page, "Set password");
    await alertWith(page, "A password has 10 to 100 characters.");
    expect(await page.getByLabel(/^Temporary password/).count()).toBe(0);
    await fill(page, "New password", "correct horse battery staple");
    await press(page, "Set password");
    await arriveAt(page, "Account");
  });

  it("leads who is not signed in to where one does, and back; to no other place", async () => {
    const page = await stage.visit();
    const person = await signUp(page, stage);
    await press(page, "Sign out");
    await arriveAt(page, "People");
    await page.goto("/devices?from=mail");
    await arriveAt(page, "Sign in");
    expect(new URL(page.url()).search).toBe("?next=%2Fdevices%3Ffrom%3Dmail");
    await signInHere(page, person);
    await arriveAt(page, "Devices");
    expect(new URL(page.url()).search).toBe("?from=mail");
    const { origin } = new URL(page.url());

    await page.goto("/sign-in?next=//example.com/");
    await signInHere(page, person);
    await arriveAt(page, "Account");
    expect(page.url()).toBe(`${origin}/account`);
  });

  it("shows the devices; one that is signed out from another is out at its next request, the others are not", async () => {
    const laptop = await stage.visit();
    const person = await signUp(laptop, stage);
    const throughProxy = { "X-Forwarded-For": "made up, 198.51.100.7" };
    const phone = await stage.visit({ userAgent: phoneUserAgent, extraHTTPHeaders: throughProxy });
    const tablet = await stage.visit();
    for (const page of [phone, tablet]) {
      await page.goto("/sign-in");
      await signInHere(page, person);
      await arriveAt(page, "Account");
    }
    await follow(laptop, "Devices");
    const devices = laptop.getByRole("listitem");
    await expect.poll(() => devices.count()).toBe(3);
    const phoneThere = devices.filter({ hasText: "Safari on iOS, 198.51.100.0/24" });
    await phoneThere.getByRole("button", { name: "Sign out there" }).click();
    await expect.poll(() => devices.count()).toBe(2);

    await follow(phone, "Devices");
    await arriveAt(phone, "Sign in");
    for (const page of [laptop, tablet]) {
      await page.goto("/account");
      await arriveAt(page, "Account");
    }
    await laptop.goto("/devices");
    await press(laptop, "Sign out everywhere else");
    await expect.poll(() => devices.count()).toBe(1);
    await tablet.reload();
    await arriveAt(tablet, "Sign in");
  });

  it("asks the auth server once for each page who is there, however many of its parts ask", async () => {
    const page = await stage.visit();
    await signUp(page, stage);
    await stage.takeInvoked();
    await page.goto("/devices");
    await arriveAt(page, "Devices");
    expect((await stage.takeInvoked()).toSorted()).toEqual(["get_session", "list_sessions"]);
  });

  it("shows on one browser what was changed on another", async () => {
    const one = await stage.visit();
    const person = await signUp(one, stage);
    const other = await stage.visit();
    await other.goto("/sign-in");
    await signInHere(other, person);
    await fill(other, "Name", "Ann");
    await press(other, "Save");
    await other.getByText("Hello, Ann!").waitFor();
    await one.reload();
    await one.getByText("Hello, Ann!").waitFor();
  });

  it("answers scripts at /auth, without a token", async () => {
    const page = await stage.visit();
    await signUp(page, stage);
    const known = await page.evaluate(async () => {
      const body = JSON.stringify({ action: "get_session", arguments: {} });
      return (await fetch("/auth", { method: "POST", body })).json();
    });
    expect(known).toMatchObject({ ok: true, values: { session: {} } });
    expect(Object.keys(known.values)).toEqual(["session"]);
  });

  it("takes nothing from elsewhere, neither as a script nor as a form: no call reaches the auth server", async () => {
    const page = await stage.visit();
    await signUp(page, stage);
    const { request } = page; // with the browser's cookies
    const html = await (await request.get("/account")).text();
    const [, signOut = ""] = /name="(\$ACTION_ID_[0-9a-f]+)"/.exec(html) ?? []; // the first form, without scripts
    const data = JSON.stringify({ action: "delete_session", arguments: {} });
    await stage.takeInvoked();
    const from = (site: string) => ({ "Sec-Fetch-Site": site, Origin: new URL(page.url()).origin });
    for (const headers of [from("cross-site"), from("same-site"), from("none"), {}]) {
      expect((await request.post("/auth", { data, headers })).status()).toBe(403);
      expect((await request.post("/account", { multipart: { [signOut]: "" }, headers })).status()).toBe(403);
    }
    expect(await stage.takeInvoked()).toEqual([]);
    await request.post("/account", { multipart: { [signOut]: "" }, headers: from("same-origin") });
    expect(await stage.takeInvoked()).toContain("delete_session");
  });

  it("keeps people signed in while the secret of the cookies changes", async () => {
    const page = await stage.visit();
    await signUp(page, stage);
    const before = await sessionCookie(page);
    const go = async () => {
      await page.goto(stage.address("/account"));
      await arriveAt(page, "Account");
      return sessionCookie(page);
    };
    const newer = `new: ${randomUUID()}`;
    await stage.restart([newer, ...stage.cookieSecrets()]);
    const after = await go(); // by no more than a look at a page
    expect(after).not.toBe(before);
    await stage.restart([newer]);
    expect(await go()).toBe(after);
  });

  it("says so in words where something broke", async () => {
    const secrets = stage.cookieSecrets();
    await stage.restart(["too short"]);
    const page = await stage.visit();
    await page.goto(stage.address("/"));
    await arriveAt(page, "Please try again soon");
    await stage.restart(secrets);
  });

  it("takes no session of a cookie that it has not signed", async () => {
    const page = await stage.visit();
    await signUp(page, stage);
    const [cookie] = await page.context().cookies();
    const value = cookie?.value.replace(/.$/, (last) => (last === "0" ? "1" : "0")) ?? "";
    await page.context().addCookies([{ name: sessionCookieName, value, url: "https://localhost/" }]);
    await page.goto("/account");
    await arriveAt(page, "Sign in");
    expect(await page.context().cookies()).toEqual([]);
  });
});

const phoneUserAgent =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

/** Waits until the page says this. Next.js has an alert of its own, which is empty. */
const alertWith = (page: Page, text: string): Promise<void> =>
  page.getByRole("alert").filter({ hasText: text }).waitFor();
