import { expect, test } from "vitest";
import { parseScrape } from "../../testing/prometheus-text.ts";
import { countsOf, scrapeAll } from "./figures.ts";
import { createMetrics } from "./metrics.ts";

/** A process that has looked up so many sessions; its figures as they travel. */
async function figuresAfter(sessions: number, isGivenUp: boolean) {
  const metrics = createMetrics();
  const users = { users: {}, isGivenUp: () => isGivenUp };
  metrics.watchUserServer(users as unknown as Parameters<typeof metrics.watchUserServer>[0]); // nobody is asked
  const looked = { action: "get_session", result: "ok", actionInvocationId: "i", durationSeconds: 0.002 } as const;
  for (let i = 0; i < sessions; i++) metrics.observe(looked);
  metrics.countAnswer(200);
  return JSON.parse(JSON.stringify(await metrics.figures())) as Awaited<ReturnType<typeof metrics.figures>>;
}
const scrape = async (...all: Awaited<ReturnType<typeof figuresAfter>>[]) => parseScrape((await scrapeAll(all)).text);

test("counts and histograms of several processes are added up, what all see alike is not", async () => {
  const { value } = await scrape(await figuresAfter(3, true), await figuresAfter(4, false));
  expect(value("tiauth_actions_total", { action: "get_session", outcome: "ok" })).toBe(7);
  expect(value("tiauth_action_duration_seconds_count", { action: "get_session" })).toBe(7);
  expect(value("tiauth_action_duration_seconds_bucket", { action: "get_session", le: "0.0025" })).toBe(7);
  expect(value("tiauth_http_requests_total", { status: "200" })).toBe(2);
  expect(value("tiauth_workers")).toBe(2);
  expect(value("tiauth_user_server_circuit_open")).toBe(1);
});

test("of processes that have ended their counts stay, and nothing else", async () => {
  const ended = await countsOf([await figuresAfter(3, true), await figuresAfter(4, true)]);
  const { value } = await scrape(ended, await figuresAfter(1, false));
  expect(value("tiauth_actions_total", { action: "get_session", outcome: "ok" })).toBe(8);
  expect(value("tiauth_workers")).toBe(1);
  expect(value("tiauth_user_server_circuit_open")).toBe(0);
});
