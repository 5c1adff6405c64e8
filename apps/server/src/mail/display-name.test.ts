import { expect, it } from "vitest";
import { cleanDisplayName } from "./display-name.ts";

it.each([
  ["Ada Lovelace", "Ada Lovelace"],
  ["", ""],
  ["  Ada \t Lovelace  ", "Ada Lovelace"],
  ["Ada\r\nBcc: eve@example.com", "Ada Bcc: eve@example.com"],
  ["Ada\u2028\u2029\u0085\u0000\u001b[31mLovelace", "Ada [31mLovelace"],
  ["\u202eecalevoL\u202c \u2066adA\u2069\u200e\u200f\u061c", "ecalevoL adA"],
  ["A\u200bd\u200ca\u200d\ufeff\u2060\u00ad\u3164", "Ada"],
  ["\u{e0041}Ada\u{e007f}", "Ada"],
  ["\ud800Ada\udfff", "Ada"],
  ["\u200b\u202e\n", ""],
  ["=?utf-8?Q?Ada=0D=0ABcc:_eve@example.com?=", "= ?utf-8?Q?Ada=0D=0ABcc:_eve@example.com?="],
  ["=\u200b?utf-8?B?4oCu?=", "= ?utf-8?B?4oCu?="],
  ["Zoë Ångström 李 🦊", "Zoë Ångström 李 🦊"],
])("M4: %j is written %j", (displayName, expected) => {
  expect(cleanDisplayName(displayName)).toBe(expected);
});

it("M4: at most 64 code points are left, none of them cut in two", () => {
  expect(cleanDisplayName("🦊".repeat(65))).toBe("🦊".repeat(64));
  expect(cleanDisplayName(`${"x".repeat(63)} yz`)).toBe("x".repeat(63));
});

it("M4: is well-formed and of visible characters, whatever the UTF-16 unit", () => {
  for (let unit = 0; unit <= 0xffff; unit++) {
    const name = cleanDisplayName(`a${String.fromCharCode(unit)}b`);
    expect(name.isWellFormed()).toBe(true);
    expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
});
