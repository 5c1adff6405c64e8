import { afterAll, beforeAll, describe } from "vitest";
import { chromiumPath } from "../../../testapp/browser/chromium.ts";
import { openStage, type Stage } from "./stage.ts";

const missing = "there is no Chromium: apt-get install chromium, or set CHROMIUM_PATH";

/**
 * A suite with one application for all its tests, started before and closed behind it. Where no browser is it is skipped, and
 * says why.
 */
export function describeOnStage(title: string, suite: (stage: () => Stage) => void): void {
  // Vitest shows the titles of skipped suites only if it is asked to.
  if (!chromiumPath) process.stderr.write(`Skipped: ${title} … (${missing})\n`);
  describe.skipIf(!chromiumPath)(chromiumPath ? title : `${title} (skipped, ${missing})`, () => {
    let stage: Stage | undefined;
    beforeAll(async () => {
      stage = await openStage(chromiumPath ?? "");
    });
    afterAll(() => stage?.close());
    suite(() => {
      if (stage) return stage;
      throw new Error("The stage is open within tests only.");
    });
  });
}
