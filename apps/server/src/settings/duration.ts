const form = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?$/;

/**
 * Reads a duration as operators write it: `90s`, `15m`, `2160h`, `1h30m`, or `0`.
 *
 * @returns whole seconds; undefined if the text is not a duration.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = form.exec(text);
  if (!match || text === "") return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + seconds;
}

/** Writes whole seconds the way {@link parseDuration} reads them, in the largest unit that divides them. */
export function formatDuration(seconds: number): string {
  if (seconds === 0) return "0";
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
