import type { Remark } from "../settings/read.ts";

/** What a command ends with. */
export const exitCodes = {
  ok: 0,
  /** It cannot run before somebody mends something; what, was said. */
  mustBeMended: 2,
} as const;

/** Lists every mistake with its name on standard error (REQUIREMENTS C1). */
export function printMistakes(mistakes: readonly Remark[]): void {
  const lines = mistakes.map(({ name, message }) => `  ${name} ${message}`);
  process.stderr.write(`tiauth: ${countOf(mistakes)} to mend:\n${lines.join("\n")}\n`);
}

const countOf = ({ length }: readonly unknown[]) => (length === 1 ? "1 setting" : `${length} settings`);
