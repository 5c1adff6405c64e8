import * as index from "undici";
import { expect, test } from "vitest";
import { buildConnector, errors, Pool } from "./undici.ts";

test("what is loaded of undici is what its index exports", () => {
  expect(Pool).toBe(index.Pool);
  expect(buildConnector).toBe(index.buildConnector);
  expect(errors).toBe(index.errors);
});
