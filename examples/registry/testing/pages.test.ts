import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { expectNoBarriers } from "../../../testapp/browser/accessibility.ts";
import { chromiumPath, launchChromium } from "../../../testapp/browser/chromium.ts";
import { openStage, type Stage } from "./stage.ts";

if (!chromiumPath) process.stderr.write("Skipped: the registry's pages (there is no Chromium)\n");

describe.skipIf(!chromiumPath)("On the registry's pages", () => {
  let stage: Stage;
  let browser: Browser;
  beforeAll(async () => {
    stage = await openStage();
    browser = await launchChromium(chromiumPath ?? "");
    const { ann } = await stage.people();
    await ann.ask("POST", "/identities", { name: "acme" });
    const said = { identity: "acme", version: "1.0.0", description: "Says hello to <b>everybody</b>" };
    await ann.ask.publish({ ...said, name: "hello", compiler: ">=1.4" });
    await ann.ask.publish({ ...said, name: "hello", version: "1.1.0" });
    await ann.ask("DELETE", "/packages/hello/versions/1.1.0");
    await ann.ask.publish({ ...said, name: "goodbye" });
    await ann.ask.publish({ ...said, name: "hello-secret", visibility: "private" });
  });
  afterAll(async () => {
    await browser.close();
    await stage.close();
  });

  async function visit(path: string, options: BrowserContextOptions = { javaScriptEnabled: false }): Promise<Page> {
    const context = await browser.newContext({ baseURL: stage.url, ...options });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  const packagesOn = (page: Page) => page.getByRole("listitem").getByRole("link").allTextContents();

  it("people find a package by its name, see its versions and who publishes it", async () => {
    const page = await visit("/");
    expect(await packagesOn(page)).toEqual(["goodbye", "acme", "hello", "acme"]);
    await page.getByLabel("Search by name").fill("HELL");
    await page.getByRole("button", { name: "Search" }).click();
    expect(await packagesOn(page)).toEqual(["hello", "acme"]);
    await page.getByRole("link", { name: "hello", exact: true }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("hello");
    expect(await page.getByRole("main").textContent()).toContain("Says hello to <b>everybody</b>");
    const [revoked, standing] = await page.getByRole("listitem").allTextContents();
    expect(revoked).toMatch(/^1\.1\.0 \(revoked\)Published \d{4}-\d\d-\d\d, revoked \d{4}-\d\d-\d\d$/);
    expect(standing).toMatch(/^1\.0\.0 Published [\d-]+, for compilers >=1\.4, 8 bytes, SHA-256 [0-9a-f]{64}$/);
    await page.getByRole("link", { name: "acme" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Packages of acme");
    expect(await packagesOn(page)).toEqual(["goodbye", "acme", "hello", "acme"]);
  });

  it("what is private is not there, exactly as what does not exist", async () => {
    const { ann } = await stage.people();
    const token = ann.sessionToken;
    const bodyOf = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(new URL(path, stage.url), { headers });
      return { status: answer.status, body: await answer.text() };
    };
    const missing = await bodyOf("/packages/nothing");
    expect(missing).toMatchObject({ status: 404, body: expect.stringContaining("There is nothing here") });
    expect(await bodyOf("/packages/hello-secret")).toEqual(missing);
    expect(await bodyOf("/packages/hello-secret", { Authorization: `Bearer ${token}` })).toEqual(missing);
    for (const path of ["/", "/?search=secret", "/identities/acme"])
      expect((await bodyOf(path)).body).not.toContain("hello-secret");
  });

  it("no script runs, nothing is loaded from elsewhere and no address of a member is shown", async () => {
    const { ann } = await stage.people();
    for (const path of ["/", "/packages/hello", "/identities/acme"]) {
      const answer = await fetch(new URL(path, stage.url));
      expect(answer.headers.get("Content-Security-Policy")).toMatch(/^default-src 'none'; style-src 'self'/);
      const page = await answer.text();
      expect(page).not.toContain("<script");
      expect(page).not.toContain(ann.emailAddress);
      expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    }
  });

  it("axe finds nothing, wide or narrow, light or dark", async () => {
    const page = await visit("/", {});
    await expectNoBarriers(page, "packages");
    for (const path of ["/?search=nothing", "/packages/hello", "/identities/acme", "/nowhere"]) {
      await page.goto(path);
      await expectNoBarriers(page, path);
    }
  });
});
