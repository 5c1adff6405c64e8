import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { decode, encode, safeDecode } from "./codec.ts";
import { bytes, text, timestamp, toCamel, wire } from "./wire.ts";

const accepts = (schema: z.core.$ZodType, value: unknown) => safeDecode(schema, value).success;

describe("text", () => {
  const name = text("A name.");

  test("is any string of whole characters, and is left as it is", () => {
    for (const value of ["", " \t\n ", "é", "e\u0301", "🦊", "\u0000", "\ufffd"])
      expect(decode(name, value)).toBe(value);
  });

  test.each(["\ud800", "a\udc00", "\udc00\ud800", "🦊".slice(0, 1), "x\ud83ey"])(
    "H1: has no lone surrogate: case %#",
    (value) => {
      expect(accepts(name, value)).toBe(false);
    },
  );

  test("is nothing but a string", () => {
    for (const value of [undefined, null, 0, true, [], {}, ["a"]]) expect(accepts(name, value)).toBe(false);
  });
});

describe("timestamp", () => {
  test("is seconds on the wire and a Date here", () => {
    expect(decode(timestamp, 1_700_000_000)).toEqual(new Date("2023-11-14T22:13:20Z"));
    expect(decode(timestamp, 0)).toEqual(new Date(0));
    expect(encode(timestamp, new Date("2023-11-14T22:13:20Z"))).toBe(1_700_000_000);
  });

  test("loses the fraction of a second, downwards", () => {
    expect(encode(timestamp, new Date(1_999))).toBe(1);
  });

  test("is not negative, not a fraction, not text and not beyond what a Date can be", () => {
    for (const value of [
      -1,
      1.5,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      "1700000000",
      null,
      8_640_000_000_001,
      2 ** 53,
    ]) {
      expect(accepts(timestamp, value), String(value)).toBe(false);
    }
    expect(() => encode(timestamp, new Date(Number.NaN))).toThrow();
    expect(() => encode(timestamp, new Date(-1))).toThrow();
  });
});

describe("bytes", () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);

  test("are base64 with padding on the wire", () => {
    expect(encode(bytes, Uint8Array.of(0))).toBe("AA==");
    expect(encode(bytes, Uint8Array.of(0, 255))).toBe("AP8=");
    expect(encode(bytes, Uint8Array.of(251, 255, 254))).toBe("+//+");
    expect(encode(bytes, new Uint8Array())).toBe("");
  });

  test("come back as they were, whatever they are", () => {
    for (let length = 0; length <= all.length; length++) {
      const value = all.subarray(0, length);
      expect(decode(bytes, encode(bytes, value))).toEqual(value);
    }
  });

  test.each(["AA", "AA=", "AP8", "A", "====", "AP8=AP8=", "AP8= ", "AP8=\n", " AP8=", "-__-", "AP8*", "ÄÄÄÄ"])(
    "are not %j",
    (value) => {
      expect(accepts(bytes, value)).toBe(false);
    },
  );

  test("are not anything but a string", () => {
    for (const value of [undefined, null, 7, [0, 255], {}]) expect(accepts(bytes, value)).toBe(false);
  });

  test("are at most 1,024 characters on the wire", () => {
    expect(accepts(bytes, "A".repeat(1024))).toBe(true);
    expect(accepts(bytes, "A".repeat(1028))).toBe(false);
  });
});

describe("an object of the wire", () => {
  const pet = wire({ pet_name: text("Its name."), born_at: timestamp, last_seen_at: z.nullable(timestamp) });

  test("has snake_case there and camelCase here", () => {
    const decoded = { petName: "Rex", bornAt: new Date(1000), lastSeenAt: null };
    const encoded = { pet_name: "Rex", born_at: 1, last_seen_at: null };
    expect(decode(pet, encoded)).toEqual(decoded);
    expect(encode(pet, decoded)).toEqual(encoded);
  });

  test("loses the fields it does not declare, in both directions", () => {
    const encoded = { pet_name: "Rex", born_at: 1, last_seen_at: 1, petName: "Max", chip: 7 };
    const decoded = decode(pet, encoded);
    expect(Object.keys(decoded)).toEqual(["petName", "bornAt", "lastSeenAt"]);
    expect(Object.keys(encode(pet, { ...decoded, ...{ chip: 7 } }))).toEqual(["pet_name", "born_at", "last_seen_at"]);
  });

  test("has all its fields", () => {
    expect(accepts(pet, { pet_name: "Rex", born_at: 1 })).toBe(false);
    expect(accepts(pet, { pet_name: "Rex", born_at: null, last_seen_at: null })).toBe(false);
  });

  test("takes a field from the object itself only", () => {
    const inherited: unknown = Object.create({ petName: "Rex", bornAt: new Date(1), lastSeenAt: null });
    expect(z.safeEncode(pet, inherited as never).success).toBe(false); // as a handler without types might return
  });
});

test("names change at every underscore", () => {
  expect(toCamel("user_email_address_update")).toBe("userEmailAddressUpdate");
  expect(toCamel("id")).toBe("id");
});
