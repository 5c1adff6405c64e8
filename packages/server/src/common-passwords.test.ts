import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const text = readFileSync(new URL("../common-passwords.txt", import.meta.url), "utf8");
const lines = text.trimEnd().split("\n");

describe("S6: the list of common passwords", () => {
  it("has at least 3,000 of allowed length, in lower case, sorted, each once", () => {
    expect(lines.length).toBeGreaterThanOrEqual(3000);
    expect(lines.filter((line) => [...line].length < 10 || [...line].length > 100)).toEqual([]);
    expect(lines.filter((line) => line !== line.toLowerCase() || line !== line.trim())).toEqual([]);
    expect(lines).toEqual([...new Set(lines)].sort());
    expect(text.endsWith("\n")).toBe(true);
  });

  it.each(["1234567890", "password123", "qwertyuiop", "iloveyou123", "welcome123", "administrator", "1q2w3e4r5t"])(
    "has %s",
    (password) => expect(lines).toContain(password),
  );
});
