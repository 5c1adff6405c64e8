import { readdirSync } from "node:fs";
import { actions, type Catalog, dispatch, userServerActions } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { describe } from "./contract.ts";
import { authServer, userServer } from "./endpoints.ts";
import { inRepository } from "./format.ts";
import { referencePage, requestBody } from "./reference.ts";
import { parts, referenceIndex } from "./reference-index.ts";

const folders = [
  { path: "docs/reference", catalog: actions, endpoint: authServer },
  { path: "docs/reference/user-server", catalog: userServerActions, endpoint: userServer },
];

for (const { path, catalog, endpoint } of folders) {
  test.each(describe(catalog))(`the page of $name in ${path} is up to date`, async (action) => {
    await expect(referencePage(action, endpoint)).toMatchFileSnapshot(inRepository(`${path}/${action.name}.md`));
  });

  test.each(describe(catalog))(
    `the example on the page of $name in ${path} is a request that the contract accepts`,
    (action) => {
      const program = dispatch<Catalog>(catalog, requestBody(action), "i");
      expect(program.next()).toMatchObject({ done: false, value: { action: action.name } });
    },
  );

  test(`${path} has no page of an action that is gone`, () => {
    const known = ["README.md", ...Object.keys(catalog).map((name) => `${name}.md`)];
    const pages = readdirSync(inRepository(path)).filter((name) => name.endsWith(".md"));
    expect(pages.filter((name) => !known.includes(name))).toEqual([]);
  });
}

test("the index of the reference is up to date", async () => {
  await expect(referenceIndex()).toMatchFileSnapshot(inRepository("docs/reference/README.md"));
});

test("the index of the reference has every action once", () => {
  const listed = parts.flatMap((part) => part.actions.map(({ name }) => name));
  expect(listed).toEqual([...Object.keys(actions), ...Object.keys(userServerActions)]);
});
