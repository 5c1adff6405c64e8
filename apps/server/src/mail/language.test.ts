import { expect, it } from "vitest";
import { acceptedLanguages, lookUp } from "./language.ts";

it.each([
  ["nl", ["nl"]],
  ["nl-BE,nl;q=0.9,en-US;q=0.8,en;q=0.7", ["nl-BE", "nl", "en-US", "en"]],
  ["en;q=0.3, fr ;q=0.9 ,\tde", ["de", "fr", "en"]],
  ["de;q=0.5,fr;q=0.5", ["de", "fr"]],
  ["fr ; q=0.123, de; q=1.000", ["de", "fr"]],
  ["zh-Hant-TW;Q=1", ["zh-Hant-TW"]],
])("reads %j, the most wanted first", (header, languages) => {
  expect(acceptedLanguages(header)).toEqual(languages);
});

it.each([
  "",
  " , ,",
  "*",
  "nl;q=0",
  "nl;q=0.000",
  "nl;q=2",
  "nl;q=-1",
  "nl;q=0.1234",
  "nl;q=NaN",
  "nl;q=",
  "nl;level=1",
  "nl_BE",
  "-nl",
  "nl-",
  "abcdefghi",
  "../../nl",
  "n\u0131",
  "nl\r\nBcc: eve@example.com",
  "<script>",
  "__proto__",
])("finds no language in %j", (header) => {
  expect(acceptedLanguages(header)).toEqual([]);
});

it("skips what it cannot read and takes the rest", () => {
  expect(acceptedLanguages("../x, *;q=0.5, de;q=oops, fr;q=0.1")).toEqual(["fr"]);
});

it("does not look at a header of more than 1,000 characters, nor at more than 30 languages", () => {
  expect(acceptedLanguages(`nl,${" ".repeat(997)}`)).toEqual(["nl"]);
  expect(acceptedLanguages(`nl,${" ".repeat(998)}`)).toEqual([]);
  expect(acceptedLanguages(`${"x,".repeat(30)}nl`)).not.toContain("nl");
});

const choices = ["en", "nl", "pt-BR", "zh-Hant", "de-x-formal"].map((language) => ({ language }));

it.each([
  ["nl", "nl"],
  ["NL", "nl"],
  ["nl-BE", "nl"],
  ["nl-Latn-BE-x-mine", "nl"],
  ["pt-br", "pt-BR"],
  ["zh-Hant-TW", "zh-Hant"],
  ["de-x-formal-y", "de-x-formal"],
  ["en-a-nonsense", "en"],
])("looks %s up and finds %s", (range, language) => {
  expect(lookUp(range, choices)).toEqual({ language });
});

it.each(["pt", "pt-PT", "zh", "zh-Hans-CN", "de", "fr", "", "e", "nld"])("looks %j up and finds nothing", (range) => {
  expect(lookUp(range, choices)).toBeUndefined();
});
