import { expect, test } from "vitest";
import { files } from "./files.ts";
import { linksOf, resolves } from "./links.ts";

const pages = files().filter((path) => path.endsWith(".md"));

test("every relative link in the documentation leads somewhere", () => {
  const broken = pages.flatMap((path) =>
    linksOf(path)
      .filter((link) => !resolves(path, link))
      .map((link) => `${path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test("the reference has links, and the check sees one that is broken", () => {
  const index = "docs/reference/README.md";
  expect(linksOf(index)).toContain("create_signup.md");
  expect(resolves(index, "create_signup.md#error-codes")).toBe(true);
  expect(resolves(index, "../../docs/")).toBe(true);
  expect(resolves(index, "create_sign_up.md")).toBe(false);
  expect(resolves(index, "create_signup.md#mistakes")).toBe(false);
});
