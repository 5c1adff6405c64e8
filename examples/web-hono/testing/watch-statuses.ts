import type { Page } from "playwright-core";

/** The statuses that a page is answered from now on, as they come over the wire: the page itself may be shown none. */
export async function watchStatuses(page: Page): Promise<readonly number[]> {
  const statuses: number[] = [];
  const wire = await page.context().newCDPSession(page);
  wire.on("Network.responseReceivedExtraInfo", ({ statusCode }) => statuses.push(statusCode));
  await wire.send("Network.enable");
  return statuses;
}
