import { randomUUID } from "node:crypto";
import { expect, it, vi } from "vitest";
import { cookieOf, setCookie, signAnew } from "./cookies.ts";
import { describeOnStage } from "./describe-on-stage.ts";
import { openForeignPage } from "./foreign-page.ts";
import { invoke } from "./invoke.ts";
import { cookieSecret as secret } from "./stage.ts";
import { answer, arriveAt, field, press, signUpOnPages } from "./steps.ts";
import { watchStatuses } from "./watch-statuses.ts";

const hourMilliseconds = 3_600_000;
const hourAgo = new Date(Date.now() - hourMilliseconds);
const inAnHour = new Date(Date.now() + hourMilliseconds);
const ofAnother = "a secret that is not this application's";

/** Whatever the browser's cookie is, this is another token, time or signature. */
const replaced = (value: string, part: number, text: (part: string) => string) =>
  value
    .split(".")
    .map((old, index) => (index === part ? text(old) : old))
    .join(".");
const otherLetter = (text: string) => (text.startsWith("a") ? "b" : "a") + text.slice(1);
const forgeries: readonly (readonly [title: string, forge: (value: string) => string])[] = [
  ["with another id", (value) => replaced(value, 0, otherLetter)],
  ["with another secret", (value) => replaced(value, 1, otherLetter)],
  ["with a later end", (value) => replaced(value, 2, (seconds) => String(Number(seconds) + 1))],
  ["with another signature", (value) => replaced(value, 3, otherLetter)],
  ["without a signature", (value) => value.split(".").slice(0, 2).join(".")],
  ["that somebody else signed", (value) => signAnew(value, { until: inAnHour, secret: ofAnother })],
  ["whose time is over", (value) => signAnew(value, { until: hourAgo, secret })],
];

describeOnStage("The auth server hears nothing of", (stage) => {
  /** Somebody signed in, and what the auth server was asked since. */
  async function signedIn() {
    const page = await stage().visit({ bypassCSP: true });
    await signUpOnPages(page, stage());
    const { calls } = stage().proxy;
    const before = calls.length;
    return { page, asked: () => calls.slice(before).map(({ action }) => action) };
  }

  it.each(["localhost", "127.0.0.1"] as const)("W3: what another origin at %s posts: 403", async (hostname) => {
    const { page, asked } = await signedIn();
    const action = `${stage().url}/account/devices/sign-out-others`;
    await page.goto(
      await openForeignPage(hostname, `<form method="post" action="${action}"><button>Win</button></form>`),
    );
    const answered = page.waitForResponse(action);
    await press(page, "Win");
    expect((await answered).status()).toBe(403);
    expect(asked()).toEqual([]);
  });

  it.each(["localhost", "127.0.0.1"] as const)("W3: what another origin at %s fetches: 403", async (hostname) => {
    const { page, asked } = await signedIn();
    await page.goto(await openForeignPage(hostname, "a page"));
    const handler = `${stage().url}/auth`;
    const statusesOf = await watchStatuses(page);
    const body = JSON.stringify({ action: "delete_session", arguments: {} });
    await page.evaluate(
      ([address = "", text = ""]) =>
        Promise.allSettled([
          fetch(address, { method: "POST", mode: "no-cors", credentials: "include", body: text }),
          fetch(address, { method: "POST", mode: "cors", credentials: "include", body: text }),
        ]),
      [handler, body],
    );
    await vi.waitFor(() => expect(statusesOf(handler)).toEqual([403, 403]));
    expect(asked()).toEqual([]);

    await page.goto("/account");
    await arriveAt(page, "Your account");
    expect(await invoke(page, "delete_session")).toMatchObject({ status: 200, answer: { ok: true } });
    expect(asked()).toContain("delete_session");
  });

  it("W3: a form without Sec-Fetch-Site and this Origin: 403; browsers send it with the forms of this one", async () => {
    const { url, proxy } = stage();
    const before = proxy.calls.length;
    const body = new URLSearchParams({ email_address: "ann@example.com" });
    const post = (headers: Record<string, string>) => fetch(`${url}/sign-up`, { method: "POST", body, headers });
    const answers = await Promise.all([post({}), post({ Origin: "null" }), post({ Origin: "http://127.0.0.1" })]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(proxy.calls.length).toBe(before);

    const page = await stage().visit();
    await page.goto("/sign-up");
    const posted = page.waitForRequest((request) => request.method() === "POST");
    await answer(page, "E-mail address", `${randomUUID()}@example.com`);
    expect((await (await posted).allHeaders()).origin).toBe(url);
    await field(page, "Code").waitFor();
  });

  it.each(forgeries)("W2: a cookie %s: scripts get 403, people the sign-in page; it is gone", async (_title, forge) => {
    const { page, asked } = await signedIn();
    const good = await cookieOf(page);
    await setCookie(page, forge(good));
    expect(await invoke(page, "get_session")).toMatchObject({ status: 403 });
    expect(await cookieOf(page)).toBe("");

    await setCookie(page, forge(good));
    await page.goto("/account");
    await arriveAt(page, "Sign in");
    expect(await cookieOf(page)).toBe("");
    expect(asked()).toEqual([]);
  });

  it("a flow's cookie that was changed: 403 for who posts its form, and they can start again", async () => {
    const page = await stage().visit();
    await page.goto("/sign-up");
    await answer(page, "E-mail address", `${randomUUID()}@example.com`);
    await field(page, "Code").fill("AAAABBBB");
    const before = stage().proxy.calls.length;
    const name = "tiauth_signup_token";
    await setCookie(page, replaced(await cookieOf(page, name), 0, otherLetter), name);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await press(page, "Continue");
    expect((await answered).status()).toBe(403);
    await arriveAt(page, "Please start again");
    expect(await cookieOf(page, name)).toBe("");
    expect(stage().proxy.calls.length).toBe(before);
  });

  it("nothing where the cookie is as the application signs it", async () => {
    const { page, asked } = await signedIn();
    await setCookie(page, signAnew(await cookieOf(page), { until: inAnHour, secret }));
    expect(await invoke(page, "get_session")).toMatchObject({ status: 200, answer: { ok: true } });
    expect(asked()).toEqual(["get_session"]);
  });
});
