import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { startChild } from "./child-process.ts";

export interface AuditEnumerationOptions {
  readonly url: string;
  readonly known: readonly string[];
  readonly unknown: readonly string[];
  readonly samples: number;
  readonly toleranceMilliseconds: number;
}

/** What the command said. */
export interface EnumerationAudit {
  readonly exitCode: number | undefined;
  readonly output: readonly string[];
  /** How far the medians of each action's times are apart, in milliseconds. */
  readonly apart: readonly number[];
}

const main = fileURLToPath(new URL("../../apps/server/dist/main.js", import.meta.url));

/** What a server needs so that `tiauth audit-enumeration` is not refused; limits per client address are off anyway. */
export const auditableEnvironment = { TIAUTH_LIMIT_SEND_EMAIL: "1000000/1s" };

/** Runs `tiauth audit-enumeration` against a server that listens. */
export async function auditEnumeration(options: AuditEnumerationOptions): Promise<EnumerationAudit> {
  const { url, known, unknown, samples, toleranceMilliseconds } = options;
  const child = startChild({
    args: [
      main,
      "audit-enumeration",
      url,
      ...["--known", ...known, "--unknown", ...unknown],
      ...["--samples", String(samples), "--tolerance", String(toleranceMilliseconds)],
    ],
    cwd: tmpdir(),
    env: { PATH: process.env.PATH },
  });
  const exitCode = await child.ended;
  const { output } = child.lines;
  const apart = output.flatMap((line) => {
    const [, known, unknown] = /^create_\w+ .*? (\d+\.\d) ms +(\d+\.\d) ms /.exec(line) ?? [];
    return known === undefined ? [] : [Math.abs(Number(known) - Number(unknown))];
  });
  return { exitCode, output, apart };
}
