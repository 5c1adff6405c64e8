import { expect, it } from "vitest";
import { formatDate, formatDuration, formatTime } from "./language-formats.ts";

/** Some languages keep number and unit together with a blank that does not break. */
const withPlainBlanks = (text: string) => text.replace(/\s/g, " ");

it.each([
  ["en", "January 2, 2006"],
  ["nl", "2 januari 2006"],
  ["de", "2. Januar 2006"],
  ["fr", "2 janvier 2006"],
  ["es", "2 de enero de 2006"],
])("writes dates in %s", (language, date) => {
  expect(formatDate(new Date("2006-01-02T15:04:05Z"), language)).toBe(date);
});

it("dates and times are in UTC and say so, to the second, on a clock of 24 hours", () => {
  const at = new Date("2029-12-31T23:30:09.999-01:00");
  for (const language of ["en", "nl", "de", "fr"]) {
    expect(formatDate(at, language)).toMatch(/^J.* 1?,? ?2030$|^1\.? j.* 2030$/i);
    expect(formatTime(at, language)).toBe("00:30:09 (UTC)");
  }
});

it.each([
  ["en", ["0 seconds", "1 second", "59 seconds", "1 minute", "10 minutes", "90 minutes", "1 hour", "24 hours"]],
  ["nl", ["0 seconden", "1 seconde", "59 seconden", "1 minuut", "10 minuten", "90 minuten", "1 uur", "24 uur"]],
  ["de", ["0 Sekunden", "1 Sekunde", "59 Sekunden", "1 Minute", "10 Minuten", "90 Minuten", "1 Stunde", "24 Stunden"]],
  ["fr", ["0 seconde", "1 seconde", "59 secondes", "1 minute", "10 minutes", "90 minutes", "1 heure", "24 heures"]],
])("writes durations in the plural forms of %s", (language, words) => {
  const seconds = [0, 1, 59.9, 119, 600, 5400, 3600, 86_400];
  expect(seconds.map((value) => withPlainBlanks(formatDuration(value, language)))).toEqual(words);
});

it("never says more than is true, and groups no digits", () => {
  expect(formatDuration(3599, "en")).toBe("59 minutes");
  expect(formatDuration(7201 * 60, "en")).toBe("7201 minutes");
});

it("a language that this runtime does not know gets English formats", () => {
  const at = new Date("2006-01-02T15:04:05Z");
  const written = [formatDate(at, "tlh"), formatTime(at, "tlh"), formatDuration(600, "tlh")];
  expect(written).toEqual(["January 2, 2006", "15:04:05 (UTC)", "10 minutes"]);
});
