import { expect, test } from "vitest";
import { settingsAsMarkdown } from "../../apps/server/src/settings/document.ts";
import { format, inRepository } from "./format.ts";
import { settingsPage } from "./settings.ts";

const path = "docs/settings.md";

test("docs/settings.md is up to date", async () => {
  await expect(format(path, settingsPage(settingsAsMarkdown()))).toMatchFileSnapshot(inRepository(path));
});
