import { expect, test } from "vitest";
import { createLabels, labelOf } from "./client-label.ts";

const webKit = "AppleWebKit/537.36 (KHTML, like Gecko)";
const onIPhone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  ["Firefox on Linux", "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0"],
  ["Chrome on Windows", `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/131.0.0.0 Safari/537.36`],
  ["Chrome on Linux", `Mozilla/5.0 (X11; Linux x86_64) ${webKit} HeadlessChrome/131.0.0.0 Safari/537.36`],
  ["Chrome on Android", `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/131.0.0.0 Mobile Safari/537.36`],
  [
    "Microsoft Edge on Windows",
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0`,
  ],
  [
    "Safari on macOS",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
  ],
  ["Safari on iOS", `${onIPhone} Version/18.1 Mobile/15E148 Safari/604.1`],
  ["Firefox on iOS", `${onIPhone} FxiOS/132.0 Mobile/15E148 Safari/605.1.15`],
  [
    "Samsung Internet for Android",
    `Mozilla/5.0 (Linux; Android 14; SM-S921B) ${webKit} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36`,
  ],
  ["iOS", "ExampleApp/3.1 (iPhone; iOS 18.1)"],
])("the label is %s for %s", (label, userAgent) => {
  expect(labelOf(userAgent)).toBe(label);
});

test("what is no browser has no label", () => {
  for (const userAgent of ["", " ", "node", "curl/8.5.0", "okhttp/4.12.0", "Mozilla/5.0", "\u0007", "undefined"])
    expect(labelOf(userAgent), userAgent).toBe("");
});

test("nobody gets a word of their own into a label, only the system that they name", () => {
  for (const word of ["<b>You</b>", "Call 555 0100", "\u001b[31mred", "x".repeat(200)])
    expect(labelOf(`${word}/1.0 (Windows NT 10.0) ${word}/2`), word).toBe("Windows");
});

test("what is longer than any browser's is not looked at", () => {
  const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0";
  for (const label of [labelOf, createLabels()]) {
    expect(label(firefox.padEnd(500))).toBe("Firefox on Linux");
    expect(label(firefox.padEnd(501))).toBe("");
  }
});

test("the last thousand are remembered, and no long one", () => {
  const looks: string[] = [];
  const label = createLabels((userAgent) => {
    looks.push(userAgent);
    return `a label of ${userAgent}`;
  });
  const looksAt = (userAgent: string) => {
    looks.length = 0;
    label(userAgent);
    return looks.length > 0;
  };
  for (let agent = 0; agent <= 1000; agent++) expect(looksAt(`${agent}`)).toBe(true);
  expect([looksAt("1000"), looksAt("1"), looksAt("0")]).toEqual([false, false, true]);
  expect(label("1000")).toBe("a label of 1000");
  expect(looksAt("x".repeat(501))).toBe(false);
});

test("a label is the same when it is remembered, and when it was forgotten", () => {
  const label = createLabels();
  const chromeOn = (system: string) => label(`Mozilla/5.0 (${system}) ${webKit} Chrome/131.0.0.0 Safari/537.36`);
  for (let round = 0; round < 3; round++) {
    for (let version = 0; version < 1100; version++)
      expect(chromeOn(`Windows NT 10.${version}`)).toBe("Chrome on Windows");
    expect(chromeOn("X11; Linux x86_64")).toBe("Chrome on Linux");
    expect(label(undefined)).toBe("");
  }
});
