import type { Page } from "playwright-core";

/** Asks the handler for an action as a script of the page would. The page's policy allows none: see `bypassCSP`. */
export const invoke = (page: Page, action: string, args: Readonly<Record<string, string>> = {}) =>
  page.evaluate(
    async (body) => {
      const response = await fetch("/auth", { method: "POST", body });
      return { status: response.status, answer: await response.json() };
    },
    JSON.stringify({ action, arguments: args }),
  );
