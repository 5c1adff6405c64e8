import { expect, it, onTestFinished } from "vitest";
import { cookieOf } from "./cookies.ts";
import { describeOnStage } from "./describe-on-stage.ts";
import { countWrites } from "./session-writes.ts";
import { cookieSecret } from "./stage.ts";
import { arriveAt, signUpOnPages } from "./steps.ts";

const newSecret = "the second secret of this application";
const daySeconds = 24 * 3600;

describeOnStage("People stay signed in", (stage) => {
  it("W2: while the secret of the cookies is changed; who did not come meanwhile is out", async () => {
    const [regular, rare] = [await stage().visit(), await stage().visit()];
    await signUpOnPages(regular, stage());
    await signUpOnPages(rare, stage());
    const before = await cookieOf(regular);
    onTestFinished(() => stage().restart({ cookieSecrets: [cookieSecret] }));

    await stage().restart({ cookieSecrets: [newSecret, cookieSecret] });
    await regular.goto("/account");
    await arriveAt(regular, "Your account");
    expect(await cookieOf(regular)).not.toBe(before);

    await stage().restart({ cookieSecrets: [newSecret] });
    await regular.goto("/account");
    await arriveAt(regular, "Your account");
    await rare.goto("/account");
    await arriveAt(rare, "Sign in");
  });

  it("W5: when ten pages are loaded at once with a session that just ran out: one renewal is stored", async () => {
    const { recordsPath, proxy, advanceClock, visit } = stage();
    const page = await visit();
    await signUpOnPages(page, stage());
    // Chromium has six connections to an application at most: so these are windows with the same cookies.
    const storageState = await page.context().storageState();
    const pages = await Promise.all(Array.from({ length: 10 }, () => visit({ storageState })));
    const [sessionId = ""] = (await cookieOf(page)).split(".");
    advanceClock(31 * daySeconds);
    const writes = countWrites(recordsPath, sessionId);
    const before = proxy.calls.length;
    proxy.gather("renew_session", 10); // so that no look of the ten comes after one of the renewals

    const answers = await Promise.all(pages.map((each) => each.goto("/account")));
    for (const each of pages) await arriveAt(each, "Your account");
    expect(answers.map((answer) => answer?.status())).toEqual(answers.map(() => 200));
    const renewals = proxy.calls.slice(before).filter(({ action }) => action === "renew_session");
    expect(renewals.map(({ answer }) => answer.ok)).toEqual(answers.map(() => true));
    expect(countWrites(recordsPath, sessionId)).toBe(writes + 1);
  });

  it("but not when it ran out longer ago than the window", async () => {
    const { advanceClock, visit } = stage();
    const page = await visit();
    await signUpOnPages(page, stage());
    advanceClock(38 * daySeconds);
    await page.goto("/account");
    await arriveAt(page, "Sign in");
  });
});
