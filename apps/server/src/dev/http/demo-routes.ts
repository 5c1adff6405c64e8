import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AnyBody, HttpAnswer } from "../../http/answer.ts";
import type { Routes } from "../../http/routes.ts";
import { assetsIn } from "./assets.ts";
import { page, withPolicy } from "./pages.ts";

const demo = fileURLToPath(new URL("../../../../demo", import.meta.url));

/** The demo page as it was built; if it was not, a page that says how to. */
export const demoRoutes = (folder = demo): Routes => ({
  "/": { GET: () => demoPage(folder) },
  "/assets/*": { GET: assetsIn(`${folder}/dist/assets`) },
});

async function demoPage(folder: string): Promise<HttpAnswer<AnyBody>> {
  try {
    const html = await readFile(`${folder}/dist/index.html`, "utf8");
    const policy = await readFile(`${folder}/content-security-policy.txt`, "utf8");
    return withPolicy({ status: 200, body: html.replace(inboxLink, "$1/inbox$2") }, policy.trim());
  } catch (error) {
    if (!isMissing(error)) throw error;
    return page("demo-missing.html")();
  }
}

/** Where the page is told that there is an inbox to look into. */
const inboxLink = /(<meta name="tiauth-inbox" content=")(")/;

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";
