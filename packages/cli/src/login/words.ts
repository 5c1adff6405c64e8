const numbers = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const counted = (count: number, unit: string) => `${numbers[count] ?? count} ${unit}${count === 1 ? "" : "s"}`;

/** After as many no code is right any more; the server says the same of all of them. */
export const maxWrongCodes = 10;

/** `"Nine tries are left."` */
export function triesLeft(wrongCodes: number): string {
  const left = Math.max(0, maxWrongCodes - wrongCodes);
  const text = `${counted(left, "try").replace("trys", "tries")} ${left === 1 ? "is" : "are"} left.`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `"one minute"`, `"40 seconds"`; never less than a second. */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 60 ? counted(whole, "second") : counted(Math.round(whole / 60), "minute");
}
