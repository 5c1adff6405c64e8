import { expect, test } from "vitest";
import { testTitlesOf } from "./test-titles.ts";

test("tests are found wherever they stand, and named by their own title or that of a block around them", () => {
  // The bar keeps these from being found as tests of this very file.
  const source = `
| test("S1: alone", () => expect(1).toBe(1));
|
| describe("S2: a block", () => {
|   it("with a test", async () => {
|     expect(log("not", 1)).toBe(2);
|   });
|
|   it.each([
|     ["a", "b"],
|   ])("with cases: %s", () => {});
|
|   it("C1: as one expression", () =>
|     always(() => {
|       expect(1).toBe(1);
|     }));
|
|   describe("of its own", () => {
|     for (const one of all) {
|       it(\`D6, U4: \${one}\`, () => {
|         expect(1).toBe(1);
|       });
|     }
|   });
| });
|
| it.each(["a", "b"] as const)(
|   "it says \\"S3\\": %s",
|   () => {},
| );
`;
  expect(testTitlesOf(source.replace(/^\| ?/gm, ""))).toEqual([
    { title: "S1: alone", promises: ["S1"] },
    { title: "S2: a block › with a test", promises: ["S2"] },
    { title: "S2: a block › with cases: %s", promises: ["S2"] },
    { title: "S2: a block › C1: as one expression", promises: ["S2", "C1"] },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in the source
    { title: "S2: a block › of its own › D6, U4: ${one}", promises: ["S2", "D6", "U4"] },
    { title: 'it says "S3": %s', promises: [] },
  ]);
});
