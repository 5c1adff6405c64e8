/** Where a language is not known to this runtime, the formats are English. */
const orEnglish = (language: string) => [language, "en"];

/** `January 2, 2006`, in UTC, as the language writes it. */
export const formatDate = (at: Date, language: string): string =>
  new Intl.DateTimeFormat(orEnglish(language), { timeZone: "UTC", dateStyle: "long" }).format(at);

/** `15:04:05 (UTC)`, as the language writes it. */
export function formatTime(at: Date, language: string): string {
  const twoDigits = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  const format = new Intl.DateTimeFormat(orEnglish(language), { timeZone: "UTC", hourCycle: "h23", ...twoDigits });
  return `${format.format(at)} (UTC)`;
}

/**
 * `10 minutes` or `1 hour`, in the language's plural forms. Rounded down: a code must not end before the mail says so.
 */
export function formatDuration(seconds: number, language: string): string {
  const [value, unit] = inLargestUnit(Math.floor(seconds));
  const style = { style: "unit", unit, unitDisplay: "long", useGrouping: false } as const;
  return new Intl.NumberFormat(orEnglish(language), style).format(value);
}

function inLargestUnit(seconds: number): readonly [number, string] {
  if (seconds < 60) return [seconds, "second"];
  if (seconds % 3600 === 0) return [seconds / 3600, "hour"];
  return [Math.floor(seconds / 60), "minute"];
}
