import { expect, test } from "vitest";
import { read } from "./files.ts";

/** A link to an example, and the first block of TypeScript behind it. */
const snippetPattern = /\]\((examples\/[^)]+)\)[^`]*:\n+```ts\n(.*?)```/gs;

/** Where lines break depends on how far the code is indented. */
const unbroken = (text: string) => text.replace(/\s/g, "").replace(/,(?=[)\]}])/g, "");

test("the snippets of docs/testing.md are in the examples that they are said to be from, which are run", () => {
  const snippets = [...read("docs/testing.md").matchAll(snippetPattern)];
  expect(snippets.map(([, path]) => path)).toEqual([
    "examples/testing/application.ts",
    "examples/testing/application.test.ts",
    "examples/testing/application.test.ts",
    "examples/testing/own-users.test.ts",
  ]);
  for (const [, path, snippet = ""] of snippets)
    expect(unbroken(read(`docs/${path}`)), path).toContain(unbroken(snippet));
});
