import type { Page } from "playwright-core";

/**
 * Collects the statuses that a page is answered from now on as they come over the wire: the page itself may be shown none.
 *
 * @returns those so far of what was asked at an address.
 */
export async function watchStatuses(page: Page): Promise<(url: string) => readonly number[]> {
  const urls = new Map<string, string>();
  const answered: { readonly requestId: string; readonly statusCode: number }[] = [];
  const wire = await page.context().newCDPSession(page);
  wire.on("Network.requestWillBeSent", ({ requestId, request }) => urls.set(requestId, request.url));
  wire.on("Network.responseReceivedExtraInfo", (answer) => answered.push(answer));
  await wire.send("Network.enable");
  return (url) => answered.filter(({ requestId }) => urls.get(requestId) === url).map(({ statusCode }) => statusCode);
}
