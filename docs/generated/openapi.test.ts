import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { format, inRepository } from "./format.ts";
import { openApi } from "./openapi.ts";

const path = "docs/openapi.json";
const { version } = JSON.parse(readFileSync(inRepository("packages/protocol/package.json"), "utf8"));

test("docs/openapi.json is up to date", async () => {
  await expect(format(path, JSON.stringify(openApi(version), null, 2))).toMatchFileSnapshot(inRepository(path));
});

test("the document is valid OpenAPI 3.1, and its references lead somewhere", async () => {
  const validator = new Validator();
  expect(await validator.validate({ ...openApi(version) })).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
  expect(() => validator.resolveRefs()).not.toThrow();
});
