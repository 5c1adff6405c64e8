import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeOnStage } from "./describe-on-stage.ts";
import { invoke } from "./invoke.ts";
import { answer, arriveAt, field, press, signUpOnPages } from "./steps.ts";
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

describeOnStage("No script can get at a token:", (stage) => {
  it("W1: none is in document.cookie, a storage, a page, or an answer but for HttpOnly cookies", async () => {
    const { proxy, tiauth } = stage();
    const page = await stage().visit({ bypassCSP: true });
    const traffic = watchTraffic(page.context());
    const person = await signUpOnPages(page, stage());
    const seen = await readable(page);
    await press(page, "Sign out");
    await arriveAt(page, "Sign in");
    await page.goto("/password-reset");
    await answer(page, "E-mail address", person.emailAddress);
    await answer(page, "Temporary password", await tiauth.nextCode(person.emailAddress));
    await field(page, "New password").waitFor();
    seen.push(...(await readable(page)));
    await answer(page, "New password", person.password);
    await arriveAt(page, "Your account");
    await page.goto("/account/email-address");
    await answer(page, "New e-mail address", `new-${person.emailAddress}`);
    await field(page, "Your password").waitFor();
    await page.goto("/account/devices");
    await arriveAt(page, "Your devices");
    seen.push(...(await readable(page)));
    await invoke(page, "create_signin", { user_email_address: person.emailAddress });
    await invoke(page, "verify_signin_user_password", { password: person.password });
    await invoke(page, "complete_signin");
    await invoke(page, "create_user_deletion");
    expect(await invoke(page, "get_session")).toMatchObject({ status: 200, answer: { ok: true } });
    seen.push(...(await readable(page)));

    const tokens = proxy.tokens();
    // Four flows and three sessions, and the session that renews them.
    expect(tokens.length).toBeGreaterThanOrEqual(7);
    // What stands before the full stop is a public id.
    const secrets = tokens.map((token) => token.split(".")[1] ?? token);
    const texts = [...seen, ...(await traffic())];
    expect(texts.length).toBeGreaterThan(30);
    expect(secrets.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);

    expect(await page.evaluate(() => document.cookie)).toBe("");
    const cookies = await page.context().cookies();
    expect(cookies.map(({ httpOnly, sameSite, path }) => ({ httpOnly, sameSite, path }))).toEqual(
      cookies.map(() => ({ httpOnly: true, sameSite: "Lax", path: "/" })),
    );
    expect(cookies.length).toBeGreaterThan(0);
  });
});
