import { expect, test } from "vitest";
import { format, inRepository } from "./format.ts";
import { figures, promised, promisesPage, proofs } from "./promises.ts";

const path = "docs/promises.md";
const names = promised.map(({ name }) => name);

test("docs/promises.md is up to date", async () => {
  await expect(format(path, promisesPage())).toMatchFileSnapshot(inRepository(path));
});

test("every line of docs/requirements.md is named by a test, and has its name once", () => {
  const proved = new Set(proofs.flatMap(({ promises }) => promises));
  expect(names.length).toBeGreaterThan(30);
  expect(names.filter((name) => !proved.has(name))).toEqual([]);
  expect(names).toEqual([...new Set(names)]);
});

test("no test and no figure names a line that is not there", () => {
  const strange = proofs.filter(({ promises }) => promises.some((name) => !names.includes(name)));
  expect(strange.map((proof) => `${proof.path}: ${proof.title}`)).toEqual([]);
  expect(figures.filter(({ promise }) => !names.includes(promise))).toEqual([]);
});
