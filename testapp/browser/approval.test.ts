import type { BrowserContext, Page } from "playwright-core";
import { expect, it, onTestFinished } from "vitest";
import { succeeded } from "../harness/index.ts";
import { freshAddress } from "../harness/person.ts";
import { expectNoBarriers } from "./accessibility.ts";
import { describeInBrowser, type Visitor } from "./stage.ts";
import { answer, arriveAt, hears, press } from "./steps.ts";

const asking = "Sign in to acme deploy?";

describeInBrowser("The page that approves a sign-in from a command line", (visit) => {
  it("takes the token out of the link: it leaves the browser in the body of one request, and nowhere else", async () => {
    const visitor = await visit();
    const { page, url } = visitor;
    const { link, token } = await ask(visitor);
    const sent = recordRequests(page);
    await page.goto(link);
    await arriveAt(page, asking);
    expect(page.url()).toBe(`${url}cli`);
    await press(page, "Approve");
    await arriveAt(page, "Your code");
    expect(sent.map(({ line }) => line)).toEqual([`GET ${url}cli`, `POST ${url}cli`, `POST ${url}cli`]);
    expect(sent.map(({ body }) => body)).toEqual([
      "",
      `approval_token=${token}`,
      `approval_token=${token}&choice=approve`,
    ]);
    expect(sent.filter(({ headers }) => "referer" in headers || JSON.stringify(headers).includes(token))).toEqual([]);
    expect(await historyOf(page)).not.toContain(token);
  });

  it("approves nothing by being opened; tells the code after a click, copies it, and the code signs in", async () => {
    const visitor = await visit();
    const { page, context, client } = visitor;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const { link, cliSigninToken } = await ask(visitor);
    await page.goto(link);
    await arriveAt(page, asking);
    expect(await statusOf(visitor, cliSigninToken)).toBe("pending");
    expect(await page.locator("code").count()).toBe(0);
    await press(page, "Approve");
    const code = await codeOn(page);
    await press(page, "Copy");
    await hears(page, "status", "Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
    await page.reload(); // the same request once more
    expect(await codeOn(page)).toBe(code);
    await succeeded(client.completeCliSignin({ cliSigninToken, code }));

    await page.goto("about:blank");
    await page.goto(link);
    await arriveAt(page, "This link is no longer good");
  });

  it("denies, before as after the code was shown", async () => {
    const visitor = await visit();
    const { page } = visitor;
    const [first, second] = [await ask(visitor), await ask(visitor)];
    await page.goto(first.link);
    await press(page, "Deny");
    await arriveAt(page, "Denied");
    // In the same window, of which only what is after the # changes.
    await page.goto(second.link);
    await press(page, "Approve");
    await press(page, "It was not me: deny");
    await arriveAt(page, "Denied");
    for (const { token } of [first, second]) expect(await historyOf(page)).not.toContain(token);
    for (const { cliSigninToken } of [first, second]) expect(await statusOf(visitor, cliSigninToken)).toBe("denied");
  });

  it("needs no script: the token is pasted, and everything is a form", async () => {
    const visitor = await visit({ javaScriptEnabled: false, locale: "nl-NL" });
    const { page, url, client } = visitor;
    const { link, token, cliSigninToken } = await ask(visitor);
    await page.goto(link);
    await arriveAt(page, "Inloggen op de opdrachtregel");
    await answer(page, "Token uit de e-mail", token);
    await arriveAt(page, "Inloggen bij acme deploy?");
    await press(page, "Goedkeuren");
    await arriveAt(page, "Uw code");
    const code = await codeOn(page);
    expect(await page.getByRole("button", { name: "Kopiëren" }).count()).toBe(0);
    expect(page.url()).toBe(`${url}cli`);
    await succeeded(client.completeCliSignin({ cliSigninToken, code }));
  });

  it("can be in a folder that a proxy takes away", async () => {
    const visitor = await visit();
    const { page, url } = visitor;
    const { token } = await ask(visitor);
    await page.route(`${url}auth/**`, async (route) => {
      const response = await route.fetch({ url: route.request().url().replace("/auth/", "/") });
      await route.fulfill({ response });
    });
    await page.goto(`${url}auth/cli#${token}`);
    await press(page, "Approve");
    await codeOn(page);
    expect(page.url()).toBe(`${url}auth/cli`);
  });

  it("is a click away from the inbox, on the card of the mail and in the mail", async () => {
    const visitor = await visit();
    const { page, context, url } = visitor;
    const { emailAddress } = await ask(visitor);
    await page.goto(`${url}inbox`);
    const card = page.locator("#mails > li").filter({ hasText: emailAddress });
    await card.getByText("The whole mail").click();
    const links = [
      card.getByRole("link", { name: "Open the link to approve or deny it" }),
      card.frameLocator("iframe").getByRole("link", { name: "Sign in to acme deploy" }),
    ];
    for (const link of links) {
      const opened = context.waitForEvent("page");
      await link.click();
      await arriveAt(await opened, asking);
    }
  });

  it("runs no script but its own, though one is smuggled in, and is shown in no frame", async () => {
    const visitor = await visit();
    const { url } = visitor;
    const { link } = await ask(visitor);
    const page = await openUnwatched(visitor);
    const fetched = await smuggle(page, `${url}cli`);
    await page.goto(link);
    await arriveAt(page, asking); // its own did run
    expect(await page.evaluate(() => Reflect.get(window, "smuggled"))).toBeUndefined();
    expect(fetched).toEqual([]);

    await page.goto("about:blank");
    await page.setContent(`<iframe src="${url}cli"></iframe>`);
    await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/");
  });

  it("has nothing that axe finds, wide or narrow, light or dark, and no need to scroll sideways at 320 pixels", async () => {
    const visitor = await visit();
    const { page, url } = visitor;
    const { link } = await ask(visitor, "x".repeat(64));
    const look = async (state: string) => {
      await expectNoBarriers(page, state);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), state).toBe(320);
    };
    await page.goto(`${url}cli`);
    await look("start");
    await page.goto(link);
    await arriveAt(page, `Sign in to ${"x".repeat(64)}?`);
    await look("request");
    await press(page, "Approve");
    await arriveAt(page, "Your code");
    await look("code");
    await press(page, "It was not me: deny");
    await arriveAt(page, "Denied");
    await look("denied");
    await page.goto(`${url}cli#nonsense`);
    await arriveAt(page, "This link is no longer good");
    await look("gone");
  });
});

/** A tool asks to be signed in. */
async function ask({ client, nextMail }: Visitor, clientName = "acme deploy") {
  const emailAddress = freshAddress();
  const { cliSigninToken } = await succeeded(client.createCliSignin({ userEmailAddress: emailAddress, clientName }));
  const { link = "" } = await nextMail(emailAddress);
  return { emailAddress, cliSigninToken, link, token: link.split("#")[1] ?? "" };
}

const statusOf = async ({ client }: Visitor, cliSigninToken: string) =>
  (await succeeded(client.getCliSignin({ cliSigninToken }))).cliSignin.status;

async function codeOn(page: Page): Promise<string> {
  const code = await page.locator("code").textContent();
  expect(code).toMatch(/^[A-Z2-9]{8}$/);
  return code ?? "";
}

/** Every address that the window can go back to. */
async function historyOf(page: Page): Promise<string> {
  const debug = await page.context().newCDPSession(page);
  const { entries } = await debug.send("Page.getNavigationHistory");
  await debug.detach();
  return JSON.stringify(entries);
}

/** What is after the # is not sent, though the browser names it here. */
function recordRequests(page: Page) {
  const sent: { line: string; headers: Record<string, string>; body: string }[] = [];
  page.on("request", (request) => {
    const line = `${request.method()} ${request.url().split("#")[0]}`;
    sent.push({ line, headers: request.headers(), body: request.postData() ?? "" });
  });
  return sent;
}

/** A window whose complaints do not count. */
async function openUnwatched({ context }: Visitor) {
  const own: BrowserContext | undefined = await context.browser()?.newContext();
  const page = (await own?.newPage()) ?? expect.fail("there is no browser");
  onTestFinished(() => page.context().close());
  return page;
}

/** Somebody on the way, or a mistake of ours, puts scripts into the page. Resolves with what of them will be fetched. */
async function smuggle(page: Page, address: string): Promise<readonly string[]> {
  const markup = [
    "<script>window.smuggled = 1</script>",
    '<script src="https://evil.example/a.js"></script>',
    '<script src="data:text/javascript,window.smuggled=1"></script>',
    '<img src="x" onerror="window.smuggled = 1">',
    '<link rel="stylesheet" href="https://evil.example/a.css">',
    '<style>body { background: url("https://evil.example/b") }</style>',
    '<iframe src="https://evil.example/"></iframe>',
    '<base href="https://evil.example/">',
  ].join("");
  await page.route(`${address}**`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("<body>", `<body>${markup}`);
    await route.fulfill({ response, body });
  });
  const fetched: string[] = [];
  await page.route("https://evil.example/**", async (route) => {
    fetched.push(route.request().url());
    await route.fulfill({ body: "window.smuggled = 1", contentType: "text/javascript" });
  });
  return fetched;
}
