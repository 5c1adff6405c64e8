import { expect, it, onTestFinished } from "vitest";
import { describeOnStage } from "./describe-on-stage.ts";
import { sessionCookie } from "./session-cookie.ts";
import { cookieSecret } from "./stage.ts";
import { arriveAt, signUpOnPages } from "./steps.ts";

const newSecret = "the second secret of this application";
const daySeconds = 24 * 3600;

describeOnStage("People stay signed in", (stage) => {
  it("while the secret of the cookies is changed; who did not come meanwhile is out", async () => {
    const [regular, rare] = [await stage().visit(), await stage().visit()];
    await signUpOnPages(regular, stage());
    await signUpOnPages(rare, stage());
    const before = await sessionCookie(regular);
    onTestFinished(() => stage().restart({ cookieSecrets: [cookieSecret] }));

    await stage().restart({ cookieSecrets: [newSecret, cookieSecret] });
    await regular.goto("/account");
    await arriveAt(regular, "Your account");
    expect(await sessionCookie(regular)).not.toBe(before);

    await stage().restart({ cookieSecrets: [newSecret] });
    await regular.goto("/account");
    await arriveAt(regular, "Your account");
    await rare.goto("/account");
    await arriveAt(rare, "Sign in");
  });

  it("when ten pages are loaded at once with a session that just ran out: one renewal is stored", async () => {
    const { tiauth, proxy } = stage();
    const first = await stage().visit();
    await signUpOnPages(first, stage());
    const context = first.context();
    const pages = await Promise.all(Array.from({ length: 10 }, () => context.newPage()));
    tiauth.clock.advance(31 * daySeconds);
    const before = proxy.calls.length;

    await Promise.all(pages.map((page) => page.goto("/account")));
    for (const page of pages) await arriveAt(page, "Your account");

    const calls = proxy.calls.slice(before);
    const renewals = calls.filter(({ action }) => action === "renew_session");
    expect(renewals.length).toBeGreaterThan(0);
    expect(new Set(renewals.map(({ answer }) => JSON.stringify(answer.values))).size).toBe(1);
  });

  it("but not when it ran out longer ago than the window", async () => {
    const { tiauth } = stage();
    const page = await stage().visit();
    await signUpOnPages(page, stage());
    tiauth.clock.advance((30 + 8) * daySeconds);
    await page.goto("/account");
    await arriveAt(page, "Sign in");
  });
});
