import type { Host as AuthHost } from "@tiauth/cli";

/** What the tool has around it: this process, unless a test says otherwise. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder it is started in. */
  readonly cwd: string;
  /** Takes what was asked for, and what went wrong. */
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
  /** For the conversation of signing in. */
  readonly auth?: Partial<AuthHost> | undefined;
}

export const hostOfProcess: Host = {
  env: process.env,
  cwd: process.cwd(),
  output: process.stdout,
  errors: process.stderr,
};

/** A line for a terminal. What others wrote cannot steer it, nor turn the order of reading: signs that do are left out. */
export const line = (text: string): string => `${text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "")}\n`;
