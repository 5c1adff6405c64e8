import { readdirSync } from "node:fs";
import { actions, isLook } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { auditedActions } from "./audit-catalog.ts";
import { auditEventsPage } from "./audit-events.ts";
import { format, inRepository } from "./format.ts";

const path = "docs/audit-events.md";

test("docs/audit-events.md is up to date", async () => {
  await expect(format(path, auditEventsPage())).toMatchFileSnapshot(inRepository(path));
});

test("the catalogue has every action that is not a look, with every code that the contract declares for it", () => {
  const audited = auditedActions();
  expect(audited.map(({ name }) => name)).toEqual(Object.keys(actions).filter((name) => !isLook(name)));
  for (const { name, results } of audited) {
    const found = results.map(({ result }) => result);
    // The names come from the same contract.
    expect(found).toEqual(expect.arrayContaining([...actions[name as keyof typeof actions].errors]));
    expect(readdirSync(inRepository("docs/reference"))).toContain(`${name}.md`);
  }
});
