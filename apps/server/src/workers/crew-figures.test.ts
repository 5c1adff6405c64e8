import { expect, test } from "vitest";
import { parseScrape } from "../../testing/prometheus-text.ts";
import { createMetrics } from "../metrics/index.ts";
import { createCrewFigures } from "./crew-figures.ts";
import type { Member } from "./member.ts";

/** A worker that has answered once. */
function worker(): Member {
  const { countAnswer, figures } = createMetrics();
  countAnswer(200);
  const call = async () => JSON.parse(JSON.stringify(await figures())) as unknown;
  return { call, tell: () => undefined, kill: () => undefined, ended: new Promise(() => undefined) } as Member; // asked for figures alone
}

test("what was counted stays counted, at whatever point of a scrape its worker dies", async () => {
  for (let turns = 0; turns < 20; turns++) {
    const [one, other] = [worker(), worker()];
    const { scrape, bury } = createCrewFigures();
    const answered = async (text: ReturnType<typeof scrape>) =>
      parseScrape((await text).text).value("tiauth_http_requests_total", { status: "200" });
    expect(await answered(scrape([one, other]))).toBe(2);
    bury(one);
    const scraping = answered(scrape([]));
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    bury(other);
    expect(await scraping, `after ${turns} turns`).toBe(2);
    expect(await answered(scrape([]))).toBe(2);
  }
});
