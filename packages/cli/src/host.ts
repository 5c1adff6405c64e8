import { homedir } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { Fetch } from "@tiauth/client";

/** A stream that may be a terminal. */
export type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean | undefined };

/** What a tool has around it: this process, unless a test says otherwise. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the person types; standard input. */
  readonly input: Input;
  /** Where questions are written to; standard error, so that the tool's own output can go to a file or another program. */
  readonly output: Output;
  readonly homeFolder: string;
  readonly platform: NodeJS.Platform;
  readonly now: () => Date;
  /** Resolves after a time, and rejects when the signal aborts. */
  readonly wait: (seconds: number, signal?: AbortSignal) => Promise<unknown>;
  readonly fetch: Fetch & typeof globalThis.fetch;
}

export const hostOf = (given: Partial<Host> = {}): Host => ({
  env: process.env,
  input: process.stdin,
  output: process.stderr,
  homeFolder: homedir(),
  platform: process.platform,
  now: () => new Date(),
  wait: (seconds, signal) => setTimeout(seconds * 1000, undefined, { signal }),
  fetch: (url: string | URL | Request, init?: RequestInit) => fetch(url, init),
  ...given,
});
