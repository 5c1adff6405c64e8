import { expect, it, onTestFinished } from "vitest";
import { describeOnStage } from "./describe-on-stage.ts";
import { sessionCookie } from "./session-cookie.ts";
import { countWrites } from "./session-writes.ts";
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
    const { recordsPath, advanceClock, visit } = stage();
    const page = await visit();
    await signUpOnPages(page, stage());
    const pages = await Promise.all(Array.from({ length: 10 }, () => page.context().newPage()));
    const [sessionId = ""] = (await sessionCookie(page)).split(".");
    advanceClock(31 * daySeconds);
    const writes = countWrites(recordsPath, sessionId);

    const answers = await Promise.all(pages.map((each) => each.goto("/account")));
    for (const each of pages) await arriveAt(each, "Your account");
    expect(answers.map((answer) => answer?.status())).toEqual(answers.map(() => 200));
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
