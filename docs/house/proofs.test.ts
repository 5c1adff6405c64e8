import { expect, test } from "vitest";
import { files, read } from "./files.ts";
import { isProof, pointsOf, proofLinksOf } from "./proofs.ts";

const pages = files().filter((path) => path.endsWith(".md"));
const hasProof = (text: string) => /\]\([^)]*(promises\.md#|\.(test|faults)\.ts)/.test(text);

test("every link to a test in the documentation leads to a test that exists, by its title where it has one", () => {
  const links = pages.flatMap((page) => proofLinksOf(page, read(page)).map((link) => ({ page, ...link })));
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter((link) => !isProof(link))).toEqual([]);
});

test("every claim of the threat model leads to a test", () => {
  const claims = Array.from(
    read("docs/threat-model.md").matchAll(/\*\*Cannot\*\*[\s\S]*?(?=\*\*Can\*\*|\n## )/g),
  ).flatMap(([section]) => pointsOf(section));
  expect(claims.length).toBeGreaterThan(30);
  expect(claims.filter((claim) => !hasProof(claim))).toEqual([]);
});

test("a title that no test has is seen", () => {
  const path = "docs/house/proofs.test.ts";
  const [link] = proofLinksOf("docs/page.md", '[test](house/proofs.test.ts "a title that no test")');
  expect(link).toEqual({ path, title: "a title that no test" });
  expect(isProof({ path, title: "a title that no test has is seen" })).toBe(true);
  expect(isProof({ path, title: "a title that no test has" })).toBe(true);
  expect(isProof({ path, title: "a title of nothing" })).toBe(false);
  expect(isProof({ path: "docs/house/proof.test.ts", title: "" })).toBe(false);
});
