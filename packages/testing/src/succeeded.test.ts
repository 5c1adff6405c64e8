import { expect, test } from "vitest";
import { succeeded } from "./index.ts";

test("a refusal that must not be is thrown with its code; a success is handed on", async () => {
  const refused: { readonly ok: true } | { readonly ok: false; readonly errorCode: string } = {
    ok: false,
    errorCode: "rate_limited",
  };
  await expect(succeeded(refused)).rejects.toThrow("Tiauth refused: rate_limited");
  expect(await succeeded({ ok: true, session: "ann's" })).toEqual({ ok: true, session: "ann's" });
});
